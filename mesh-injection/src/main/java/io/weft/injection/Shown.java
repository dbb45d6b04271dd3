package io.weft.injection;

/** Shows strangers' text in messages: short, and on one line. */
final class Shown {
    private static final int MOST = 60;

    private Shown() {}

    static String briefly(String text) {
        String line = text.length() > MOST ? text.substring(0, MOST) + "…" : text;
        return line.replaceAll("\\p{Cntrl}", " ");
    }
}
