package io.weft.benchmarks;

/** Who stands between client and server. */
enum Mesh {
    DIRECT("direct", "no proxies"),
    NGINX("nginx", "nginx pair"),
    HAPROXY("haproxy", "haproxy pair"),
    WEFT("weft", "Weft"),
    PEER("peer", "peer");

    private final String key;
    private final String title;

    Mesh(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** In JSON. */
    String key() {
        return key;
    }

    /** In tables. */
    String title() {
        return title;
    }
}
