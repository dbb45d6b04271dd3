package io.weft.benchmarks;

/** What the proxies take a connection for. */
enum Protocol {
    /** Requests and answers, which they read. */
    HTTP1("http1"),
    /** Bytes: in the mesh the port is opaque. */
    TCP("tcp");

    private final String text;

    Protocol(String text) {
        this.text = text;
    }

    /** In names of workloads and files. */
    String text() {
        return text;
    }
}
