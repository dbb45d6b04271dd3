package io.weft.benchmarks.tap;

/**
 * What was found with a tap, or without one.
 *
 * @param requests answered well
 * @param failures answered otherwise, or not
 * @param cpuMicros of the server's sidecar, for a request
 * @param p99 of the client, in microseconds
 * @param shown requests that the tap printed, a second
 */
record Part(long requests, long failures, double cpuMicros, double p99, double shown) {}
