package io.weft.core;

/** Elapsed time only: the difference of two readings means something, one reading does not. */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary origin; never goes back. */
    long nanoTime();

    static Ticker system() {
        return System::nanoTime;
    }
}
