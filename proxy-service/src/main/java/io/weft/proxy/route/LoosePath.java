package io.weft.proxy.route;

import java.util.ArrayList;
import java.util.List;

/**
 * A path as servers read it that take it more loosely than it is written: letters that need no encoding decoded (RFC 3986
 * §6.2.2.2), {@code .} and {@code ..} followed, double slashes taken for one and parameters of a segment left out. Pure.
 */
final class LoosePath {
    private static final int HEX = 16;
    private static final int ENCODED = 3; // characters: %41

    private LoosePath() {}

    /** {@code path} itself if everybody reads it alike. */
    static String of(String path) {
        return isPlain(path) ? path : resolved(path);
    }

    // A loop, not an expression: every request is asked, where routes differ.
    private static boolean isPlain(String path) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' || c == ';' || (before == '/' && (c == '/' || c == '.'))) {
                return false;
            }
            before = c;
        }
        return true;
    }

    private static String resolved(String path) {
        if (!path.startsWith("/")) {
            return path;
        }
        List<String> names = new ArrayList<>();
        String name = "";
        for (String segment : path.substring(1).split("/", -1)) {
            name = name(segment);
            follow(name, names);
        }
        boolean named = !names.isEmpty() && !isOfTheWay(name);
        return named || names.isEmpty() ? "/" + String.join("/", names) : "/" + String.join("/", names) + "/";
    }

    private static void follow(String name, List<String> names) {
        if (!isOfTheWay(name)) {
            names.add(name);
        } else if (name.equals("..") && !names.isEmpty()) {
            names.removeLast();
        }
    }

    private static boolean isOfTheWay(String name) {
        return name.isEmpty() || name.equals(".") || name.equals("..");
    }

    private static String name(String segment) {
        int parameters = segment.indexOf(';');
        return decoded(parameters < 0 ? segment : segment.substring(0, parameters));
    }

    private static String decoded(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int letter = text.charAt(i) == '%' ? encoded(text, i + 1) : -1;
            decoded.append(letter < 0 ? text.charAt(i) : (char) letter);
            i += letter < 0 ? 1 : ENCODED;
        }
        return decoded.toString();
    }

    /** The letter whose digits stand at {@code at}; -1 if it needs to be encoded, or is not. */
    private static int encoded(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), HEX);
        int low = Character.digit(text.charAt(at + 1), HEX);
        int letter = high < 0 || low < 0 ? -1 : high * HEX + low;
        return isUnreserved(letter) ? letter : -1;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
