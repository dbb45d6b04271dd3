package io.weft.proxy.admin;

/**
 * Strings as JSON has them, without the control characters that it would let through: a terminal follows them. More of JSON is not
 * needed here, and no library for it is loaded. Pure.
 */
public final class JsonText {
    private JsonText() {}

    /** {@code text} between quotation marks. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> quoted.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }
}
