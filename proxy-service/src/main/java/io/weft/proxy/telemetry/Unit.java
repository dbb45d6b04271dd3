package io.weft.proxy.telemetry;

/** What an OpenMetrics family is measured in; part of its name. */
enum Unit {
    NONE(""),
    SECONDS("seconds"),
    BYTES("bytes");

    private final String text;

    Unit(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    String suffix() {
        return text.isEmpty() ? "" : '_' + text;
    }
}
