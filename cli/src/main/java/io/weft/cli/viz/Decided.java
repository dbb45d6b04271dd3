package io.weft.cli.viz;

/**
 * What policies decided, as viz-service tells it; an end's type is {@code default} where it is no resource, and its name empty where
 * there is none.
 */
record Decided(long allowedCount, long deniedCount, Edge.End srv, Edge.End route, Edge.End authz) {
    static final String DEFAULT = "default";

    /** A default server is named with what it is. */
    String server() {
        return srv.type().equals(DEFAULT) ? DEFAULT + ":" + srv.name() : srv.name();
    }
}
