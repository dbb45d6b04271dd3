package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * What policies decided.
 *
 * @param srv the server, whose type is {@code default} if it is none but the default policy
 * @param route as {@code srv}
 * @param authz who admitted the clients; type and name are empty where nobody did
 */
public record ServerStatsJson(
        @JsonFormat(shape = STRING) long allowedCount,
        @JsonFormat(shape = STRING) long deniedCount,
        ResourceName srv,
        ResourceName route,
        ResourceName authz) {}
