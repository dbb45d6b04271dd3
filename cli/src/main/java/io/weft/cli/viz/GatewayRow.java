package io.weft.cli.viz;

/** A gateway of another cluster, as viz-service tells it. */
record GatewayRow(String clusterName, long pairedServices, boolean alive, long latencyMsP50) {}
