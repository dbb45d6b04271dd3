package io.weft.benchmarks.tap;

/**
 * What is measured, and for how long.
 *
 * @param rate requests a second
 * @param seconds of each part
 * @param connections of the load
 * @param rounds how often both parts are measured
 */
record TapPlan(int rate, int seconds, int connections, int rounds) {}
