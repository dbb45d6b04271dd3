package io.weft.benchmarks;

/**
 * What one pair of proxies cost in one round.
 *
 * @param saturation with as many requests as go through
 * @param saturatedCpu processor time of both proxies for one request meanwhile, microseconds; 0: no proxies
 * @param pacedCpu the same at {@link Course#PACE} requests a second
 * @param calm latencies at {@link Course#CALM} requests a second
 * @param paced latencies at {@link Course#PACE} requests a second
 * @param memory of the larger proxy after all that
 */
record Sample(
        Saturation saturation, double saturatedCpu, double pacedCpu, Latencies calm, Latencies paced, Memory memory) {}
