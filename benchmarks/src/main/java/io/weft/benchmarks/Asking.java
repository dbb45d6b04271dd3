package io.weft.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** One connection that asks for the same again and again. One thread. */
interface Asking extends AutoCloseable {
    /**
     * Dials.
     *
     * @param what {@code http://host:port/path}, or {@code grpc://host:port/unary} or {@code /stream}
     */
    static Asking of(URI what) throws IOException {
        return switch (what.getScheme()) {
            case "grpc" -> Echo.asking(what);
            default -> new Connection(what);
        };
    }

    /**
     * Asks once and reads the answer to its end.
     *
     * @return what is wrong with it; empty: nothing
     */
    Optional<String> ask() throws IOException;

    @Override
    void close() throws IOException;
}
