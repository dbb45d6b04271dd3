package io.weft.init;

/** How a program says a line of what it did. */
enum LogFormat {
    PLAIN,
    JSON;

    /** {@code json}; anything else is plain. */
    static LogFormat of(String name) {
        return name.equals("json") ? JSON : PLAIN;
    }

    /** @param level {@code info} or {@code debug} */
    String line(String level, String message) {
        return this == PLAIN
                ? message
                : "{\"level\":\"" + level + "\",\"message\":\""
                        + message.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }
}
