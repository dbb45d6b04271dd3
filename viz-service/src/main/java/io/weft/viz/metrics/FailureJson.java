package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * Responses that failed, or refused, for one cause.
 *
 * @param workload whose sidecar tells
 * @param direction {@code inbound}: it answered so; {@code outbound}: it was answered so
 * @param peer who was called, if outbound; the client's identity in {@code name}, if inbound; {@code name} is empty if unknown
 * @param status of HTTP; empty if there was no response
 * @param grpcStatus empty if it was not gRPC
 * @param error why the sidecar itself answered, or nobody did; empty if the application answered
 * @param refused whether it counts as a success all the same: an HTTP status from 400 to 499, or a gRPC
 *     status other than 0 that is the caller's fault
 * @param observedSeconds for how much of the window it was watched, for a rate
 */
public record FailureJson(
        ResourceName workload,
        String direction,
        ResourceName peer,
        String status,
        String grpcStatus,
        String error,
        boolean refused,
        @JsonFormat(shape = STRING) long count,
        double observedSeconds) {}
