package io.weft.proxy.http;

/**
 * How many streams of one connection may be reset, by its client or because of it, before the connection is taken for an
 * attack and closed. Resetting is cheap for a client and is work for what stands behind us.
 */
public enum ResetLimit {
    /**
     * A peer whose requests are many clients': a proxy of the mesh carries all of a workload's over one connection, and the
     * application next to us may. All of them may be cancelled as fast as they are made.
     */
    OF_MANY(10_000, 1),
    /** One client of its own: 200 in half a minute. */
    OF_ONE(200, 30);

    private final int resets;
    private final int seconds;

    ResetLimit(int resets, int seconds) {
        this.resets = resets;
        this.seconds = seconds;
    }

    int resets() {
        return resets;
    }

    /** The time {@link #resets} is counted over. */
    int seconds() {
        return seconds;
    }
}
