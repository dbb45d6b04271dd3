package io.weft.proxy.telemetry;

/** What a metric's value means. */
public enum MeterType {
    COUNTER("counter"),
    GAUGE("gauge"),
    HISTOGRAM("histogram");

    private final String text;

    MeterType(String text) {
        this.text = text;
    }

    /** As the TYPE line has it. */
    String text() {
        return text;
    }
}
