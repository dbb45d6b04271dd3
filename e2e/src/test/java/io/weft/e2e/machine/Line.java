package io.weft.e2e.machine;

/**
 * What a process printed.
 *
 * @param at when it was read, in nanoseconds of {@link System#nanoTime}
 */
record Line(long at, String text) {}
