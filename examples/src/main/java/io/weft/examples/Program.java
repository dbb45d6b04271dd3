package io.weft.examples;

/** One running program of the shop. */
interface Program extends AutoCloseable {
    /** Where it listens. */
    int port();

    /** Accepts nothing new, finishes what is running (five seconds at most), then returns. Idempotent. */
    @Override
    void close();
}
