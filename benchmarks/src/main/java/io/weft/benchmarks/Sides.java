package io.weft.benchmarks;

import java.util.List;

/** A program that can stand on either side of a pair. */
interface Sides {
    /** What a client beside the pair asks, without a path. */
    String origin();

    /** The command that takes the client's connections to the server's side, at this address. */
    List<String> client(Work work, String server);

    /** The command that takes them to the application, at this port of its host. */
    List<String> server(Work work, String address, int application);
}
