package io.weft.benchmarks.soak;

import java.util.Locale;

/** What must not grow, and by how much it may seem to, because it goes up and down. */
enum Figure {
    RESIDENT("RSS", "rss_mb", 4, "%.1f"),
    PROPORTIONAL("PSS", "pss_mb", 4, "%.1f"),
    ANONYMOUS("anonymous memory", "anon_mb", 4, "%.1f"),
    DESCRIPTORS("descriptors", "descriptors", 10, "%.0f"),
    THREADS("threads", "threads", 3, "%.0f");

    private static final double KILO = 1024;
    /** Of the mean. */
    private static final double FRACTION = 0.05;

    private final String title;
    private final String key;
    private final double floor;
    private final String format;

    Figure(String title, String key, double floor, String format) {
        this.title = title;
        this.key = key;
        this.floor = floor;
        this.format = format;
    }

    String title() {
        return title;
    }

    /** In JSON. */
    String key() {
        return key;
    }

    double of(Reading reading) {
        return switch (this) {
            case RESIDENT -> reading.memory().resident() / KILO;
            case PROPORTIONAL -> reading.memory().proportional() / KILO;
            case ANONYMOUS -> reading.memory().anonymous() / KILO;
            case DESCRIPTORS -> reading.descriptors();
            case THREADS -> reading.threads();
        };
    }

    /**
     * Whether growth is within five percent, or what a small figure goes up and down by. PSS is for information: it follows
     * what else runs on the machine.
     */
    boolean isFlat(Trend trend) {
        return this == PROPORTIONAL || trend.growth() <= Math.max(floor, FRACTION * trend.mean());
    }

    String text(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
