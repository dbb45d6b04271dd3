package io.weft.destination.routes;

/**
 * A share of the traffic.
 *
 * @param weight relative to the others'; 0 gets nothing
 */
public record WeightedBackend(Backend backend, long weight) {}
