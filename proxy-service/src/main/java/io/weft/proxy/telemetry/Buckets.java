package io.weft.proxy.telemetry;

import java.util.Arrays;

/**
 * Upper bounds of a histogram, and how they are written: whole numbers as such in the older block, with a fraction in
 * OpenMetrics.
 */
final class Buckets {
    static final Buckets NONE = new Buckets(new String[0]);

    /** Of latencies, in milliseconds. */
    static final Buckets LATENCY_MS = new Buckets(
            "1 2 3 4 5 10 20 30 40 50 100 200 300 400 500 1000 2000 3000 4000 5000 10000 20000 30000 40000 50000"
                    .split(" ", -1));

    /** Of protocol detection, in seconds. */
    static final Buckets DETECT_SECONDS = new Buckets("0.001", "0.1");

    /** Of requests of an outbound route and of responses of an inbound one, in seconds. */
    static final Buckets ROUTE_SECONDS = new Buckets("0.05", "0.5", "1.0", "10.0");

    /** Of responses of a backend and of requests of an inbound route, in seconds. */
    static final Buckets BACKEND_SECONDS = new Buckets("0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "10.0");

    /** Of the pieces bodies come in, in bytes. */
    static final Buckets FRAME_BYTES = new Buckets("128.0", "1024.0", "10240.0");

    /** Of waiting for an endpoint, in seconds. */
    static final Buckets QUEUE_SECONDS = new Buckets("0.0005", "0.005", "0.05", "0.5", "1.0", "3.0");

    private final double[] bounds; // ascending, without the infinite one
    private final String[] texts;

    private Buckets(String... texts) {
        this.texts = texts;
        bounds = Arrays.stream(texts).mapToDouble(Double::parseDouble).toArray();
    }

    /** How many buckets there are, the infinite one included. */
    int size() {
        return bounds.length + 1;
    }

    /** The bucket {@code value} falls into. */
    int index(double value) {
        int index = 0;
        while (index < bounds.length && value > bounds[index]) {
            index++;
        }
        return index;
    }

    String text(int index) {
        return index == bounds.length ? "+Inf" : texts[index];
    }
}
