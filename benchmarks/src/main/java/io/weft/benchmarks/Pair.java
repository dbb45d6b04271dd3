package io.weft.benchmarks;

import java.util.List;

/**
 * Two proxies between a client and a server, running.
 *
 * @param name as in the table
 * @param namespace where the client is
 * @param page what it asks for
 * @param client processes of the proxy beside the client; empty: none
 * @param server processes of the proxy beside the server; empty: none
 */
record Pair(String name, Namespace namespace, String page, List<Long> client, List<Long> server) {}
