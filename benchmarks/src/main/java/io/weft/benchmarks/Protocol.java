package io.weft.benchmarks;

/** What the proxies take a connection for. */
enum Protocol {
    /** Requests and answers, which they read. */
    HTTP1("http1", 0),
    /** Bytes: in the mesh the port is opaque. */
    TCP("tcp", 10),
    /** HTTP/2 without TLS, and over it between the proxies, where they can. */
    GRPC("grpc", 20);

    private final String text;
    private final int distance;

    Protocol(String text, int distance) {
        this.text = text;
        this.distance = distance;
    }

    /** Of what clients ask. */
    String scheme() {
        return this == GRPC ? "grpc" : "http";
    }

    /** Of its ports from those of HTTP/1.1. */
    int distance() {
        return distance;
    }

    /** The path of a small answer. */
    String question() {
        return this == GRPC ? "/unary" : "/";
    }

    /** In names of workloads and files. */
    String text() {
        return text;
    }
}
