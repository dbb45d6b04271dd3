package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * What a policy decided about one client of one workload.
 *
 * @param clientId what the client proved; empty if nothing
 * @param target the address and port that were called
 * @param server the Server in force, or the default policy, as {@code kind/name}
 * @param authorization what allowed it, as {@code kind/name}; empty if it was denied
 * @param requests whether requests are counted; else connections
 * @param observedSeconds for how much of the window it was watched, for a rate
 */
public record DecisionJson(
        ResourceName workload,
        String clientId,
        boolean tls,
        String target,
        String server,
        String authorization,
        boolean requests,
        boolean allowed,
        @JsonFormat(shape = STRING) long count,
        double observedSeconds) {}
