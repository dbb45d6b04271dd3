package io.weft.proxy.detect;

/** What the first bytes of a connection say. */
public enum Detection {
    /** A request line of HTTP/1. */
    HTTP1("http/1"),
    /** The client preface of HTTP/2. */
    HTTP2("http/2"),
    /** Neither. */
    NOT_HTTP("not_http"),
    /** The client said nothing in time; the server may speak first. */
    TIMED_OUT("read_timeout"),
    /** The connection ended before it said anything. */
    BROKEN("error");

    private final String label;

    Detection(String label) {
        this.label = label;
    }

    /** Value of the metric label {@code result}. */
    public String label() {
        return label;
    }
}
