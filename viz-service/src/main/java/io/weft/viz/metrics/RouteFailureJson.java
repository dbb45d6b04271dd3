package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/**
 * Requests of one client by one route of one Service that failed, or were refused, for one cause.
 *
 * @param client whose sidecar took the route, and tells
 * @param service that the route belongs to
 * @param routeKind {@code HTTPRoute}, {@code GRPCRoute} or {@code ServiceProfile}; {@code default}: of no manifest
 * @param route its name; {@code [DEFAULT]}: no other took it
 * @param status of HTTP; empty if there was no response, or it was gRPC that is counted by its own status
 * @param grpcStatus its number; empty if it was not gRPC, or none was said
 * @param error why it ended before it was whole; empty: it was
 * @param refused whether it counts as a success all the same, as in {@link FailureJson}
 * @param requests all that the client sent by this route, for a share
 * @param observedSeconds for how much of the window it was watched, for a rate
 * @param behind what answered requests to the Service; more than one if it leads to several
 */
public record RouteFailureJson(
        ResourceName client,
        ResourceName service,
        String routeKind,
        String route,
        String status,
        String grpcStatus,
        String error,
        boolean refused,
        @JsonFormat(shape = STRING) long count,
        @JsonFormat(shape = STRING) long requests,
        double observedSeconds,
        List<ResourceName> behind) {}
