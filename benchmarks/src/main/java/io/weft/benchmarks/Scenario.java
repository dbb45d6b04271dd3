package io.weft.benchmarks;

/** What is asked for. */
enum Scenario {
    /** HTTP/1.1 with an answer of a hundred bytes. */
    HTTP1_SMALL("http1-small", "/"),
    /** HTTP/1.1 with an answer of 64 KiB. */
    HTTP1_64K("http1-64k", "/64k");

    /** Bytes of the larger answer. */
    static final int LARGE = 64 * 1024;

    private final String text;
    private final String path;

    Scenario(String text, String path) {
        this.text = text;
        this.path = path;
    }

    /** As results have it. */
    String text() {
        return text;
    }

    /** Of the page that is asked for, with its slash. */
    String path() {
        return path;
    }
}
