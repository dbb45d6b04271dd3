package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import java.util.Map;

/** {@code {"ok":{"ports":[…]}}}. */
public record DefaultDenyJson(Ok ok) {
    public record Ok(List<Port> ports) {}

    /**
     * A port that lets its clients in because nothing says otherwise.
     *
     * @param policy what lets them in, for instance {@code all-unauthenticated}
     * @param server whose {@code accessPolicy} that is; empty: no Server is about the port, the policy is the workload's default
     * @param protocol {@code http} or {@code opaque}, by what came; {@code unknown} if nothing tells
     * @param callers who came, or is connected still
     * @param matchLabels what selects the workload's pods; empty if they have no labels of their own
     * @param alsoSelected others of the namespace that {@code matchLabels} select as well
     */
    public record Port(
            ResourceName workload,
            String port,
            String policy,
            String server,
            String protocol,
            List<Caller> callers,
            Map<String, String> matchLabels,
            List<ResourceName> alsoSelected) {}

    /**
     * Who would be turned away.
     *
     * @param clientId what it proved; empty: nothing, so that no policy can name it but by its network
     * @param workloads that prove {@code clientId}
     * @param count requests, or connections that were opened
     * @param openConnections now
     * @param observedSeconds for how much of the window it was watched, for a rate
     */
    public record Caller(
            String clientId,
            boolean tls,
            List<ResourceName> workloads,
            @JsonFormat(shape = STRING) long count,
            @JsonFormat(shape = STRING) long openConnections,
            double observedSeconds) {}
}
