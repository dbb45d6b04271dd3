package io.weft.proxy.telemetry;

/** The two parts of the exposition. */
public enum Block {
    /** Prometheus text 0.0.4. Families without samples are left out; idle series are evicted. */
    LEGACY,
    /** OpenMetrics. Every family is announced; a series stays for ever. */
    OPEN_METRICS
}
