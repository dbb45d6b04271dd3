package io.weft.kubernetes.resource;

import java.util.List;
import java.util.Optional;

/** Which requests a rule is about; everything it says must hold. */
public sealed interface RouteMatch {
    /**
     * HTTP requests.
     *
     * @param method empty: any
     */
    record Http(Path path, List<Value> headers, List<Value> queryParams, Optional<String> method)
            implements RouteMatch {
        /** Every request. */
        public static final Http ALL = new Http(new Path.Prefix("/"), List.of(), List.of(), Optional.empty());

        public Http {
            headers = List.copyOf(headers);
            queryParams = List.copyOf(queryParams);
        }
    }

    /**
     * gRPC calls.
     *
     * @param service with its package; empty: any
     * @param method empty: any
     */
    record Grpc(Optional<String> service, Optional<String> method, List<Value> headers) implements RouteMatch {
        /** Every call. */
        public static final Grpc ALL = new Grpc(Optional.empty(), Optional.empty(), List.of());

        public Grpc {
            headers = List.copyOf(headers);
        }
    }

    /** Connections, of which a TLSRoute is told apart by its host names, and a TCPRoute not at all. */
    record Connection() implements RouteMatch {
        public static final Connection ALL = new Connection();
    }

    /** Of a path without its query. */
    sealed interface Path {
        record Exact(String value) implements Path {}

        /** By whole segments. */
        record Prefix(String value) implements Path {}

        /** The whole of it matches. */
        record Regex(String value) implements Path {}
    }

    /**
     * Of a header or parameter of that name.
     *
     * @param regex whether {@code value} is a regular expression, else it is meant to the letter
     */
    record Value(String name, String value, boolean regex) {}
}
