package io.weft.viz.window;

import java.util.Optional;

/** The families that rows, edges, errors and decisions are made of; all others are skipped unread. */
public enum Family {
    RESPONSES("response_total", false),
    LATENCY_BUCKETS("response_latency_ms_bucket", false),
    OPEN_CONNECTIONS("tcp_open_connections", true),
    READ_BYTES("tcp_read_bytes_total", false),
    WRITE_BYTES("tcp_write_bytes_total", false),
    REQUESTS_ALLOWED("inbound_http_authz_allow_total", false),
    REQUESTS_DENIED("inbound_http_authz_deny_total", false),
    CONNECTIONS_ALLOWED("inbound_tcp_authz_allow_total", false),
    CONNECTIONS_DENIED("inbound_tcp_authz_deny_total", false);

    private final String sample;
    private final boolean gauge;

    Family(String sample, boolean gauge) {
        this.sample = sample;
        this.gauge = gauge;
    }

    boolean isGauge() {
        return gauge;
    }

    /** Whether it counts what a policy decided, rather than traffic. */
    public boolean isDecision() {
        return switch (this) {
            case REQUESTS_ALLOWED, REQUESTS_DENIED, CONNECTIONS_ALLOWED, CONNECTIONS_DENIED -> true;
            case RESPONSES, LATENCY_BUCKETS, OPEN_CONNECTIONS, READ_BYTES, WRITE_BYTES -> false;
        };
    }

    /** The family a line begins with. */
    static Optional<Family> ofLine(String line) {
        for (Family family : values()) {
            int end = family.sample.length();
            if (line.startsWith(family.sample)
                    && line.length() > end
                    && (line.charAt(end) == '{' || line.charAt(end) == ' ')) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }
}
