package io.weft.benchmarks.viz;

/**
 * What is measured, and for how long.
 *
 * @param sidecars at least 2
 * @param series that each tells, at least 150
 * @param interval seconds between two scrapes
 * @param seconds for which questions are asked, in a round
 * @param rounds how often all is measured, each time with a new process
 */
record VizPlan(int sidecars, int series, int interval, int seconds, int rounds) {}
