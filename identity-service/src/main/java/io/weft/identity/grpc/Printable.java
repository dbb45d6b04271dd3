package io.weft.identity.grpc;

import org.jspecify.annotations.Nullable;

/** Text of a stranger, fit for one line of a log. */
final class Printable {
    private static final int MAX_LENGTH = 300;

    private Printable() {}

    static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        return start.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
