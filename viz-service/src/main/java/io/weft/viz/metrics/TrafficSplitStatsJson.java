package io.weft.viz.metrics;

/**
 * Whose traffic goes where, by weight.
 *
 * @param apex the Service that is called
 * @param leaf the Service, or host outside, that gets a share
 * @param weight the share it should get, in percent
 */
public record TrafficSplitStatsJson(String apex, String leaf, String weight) {}
