package io.weft.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What is asked for. */
enum Scenario {
    /** HTTP/1.1 with an answer of a hundred bytes. */
    HTTP1_SMALL("http1-small", "/", Protocol.HTTP1),
    /** HTTP/1.1 with an answer of 64 KiB. */
    HTTP1_64K("http1-64k", "/64k", Protocol.HTTP1),
    /** What {@link #HTTP1_SMALL} asks for, through proxies that see a stream of bytes. */
    TCP("tcp", "/", Protocol.TCP),
    /** A gRPC call for each question of a hundred bytes. */
    GRPC_UNARY("grpc-unary", "/unary", Protocol.GRPC),
    /** A message for each question of a hundred bytes, all on one gRPC call a connection. */
    GRPC_STREAM("grpc-stream", "/stream", Protocol.GRPC);

    /** Bytes of the larger answer. */
    static final int LARGE = 64 * 1024;

    private final String text;
    private final String path;
    private final Protocol protocol;

    Scenario(String text, String path, Protocol protocol) {
        this.text = text;
        this.path = path;
        this.protocol = protocol;
    }

    /**
     * In their order, whatever that of the names.
     *
     * @param names as results have them, with commas between; empty: all
     */
    static List<Scenario> parse(String names) {
        Set<String> wanted = Set.copyOf(List.of(names.split(",", -1)));
        return Arrays.stream(values())
                .filter(scenario -> names.isEmpty() || wanted.contains(scenario.text))
                .toList();
    }

    /** As results have it. */
    String text() {
        return text;
    }

    /** Of the page that is asked for, with its slash. */
    String path() {
        return path;
    }

    /** Of the pairs that are measured. */
    Protocol protocol() {
        return protocol;
    }
}
