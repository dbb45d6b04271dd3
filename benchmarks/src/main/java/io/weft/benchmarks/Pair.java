package io.weft.benchmarks;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Two proxies between a client and a server, running.
 *
 * @param mesh whose they are
 * @param protocol what they take connections for
 * @param namespace where the client is
 * @param origin what it asks, without a path: {@code http://host:port}, or {@code grpc}
 * @param client processes of the proxy beside the client; empty: none
 * @param server processes of the proxy beside the server; empty: none
 * @param readySeconds from a proxy's start until its workload was ready, if that was seen
 */
record Pair(
        Mesh mesh,
        Protocol protocol,
        Namespace namespace,
        String origin,
        List<Long> client,
        List<Long> server,
        OptionalDouble readySeconds) {
    /** The processes of both. */
    List<Long> proxies() {
        return Stream.of(client, server).flatMap(List::stream).toList();
    }

    String page(Scenario scenario) {
        return origin + scenario.path();
    }
}
