package io.weft.benchmarks;

/**
 * What one pair of proxies cost.
 *
 * @param name of the pair; the first result of a run has no proxies
 * @param saturation with as many requests as go through
 * @param saturatedCpu processor time of both proxies for one request meanwhile, microseconds; 0: no proxies
 * @param pacedCpu the same at {@link Course#PACE} requests a second
 * @param latencies at {@link Course#CALM} requests a second
 * @param memory of the larger proxy after all that
 */
record Result(
        String name, Saturation saturation, double saturatedCpu, double pacedCpu, Latencies latencies, Memory memory) {}
