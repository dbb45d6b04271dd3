package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;

/** Connections and bytes of a row. */
public record TcpStatsJson(
        @JsonFormat(shape = STRING) long openConnections,
        @JsonFormat(shape = STRING) long readBytesTotal,
        @JsonFormat(shape = STRING) long writeBytesTotal) {}
