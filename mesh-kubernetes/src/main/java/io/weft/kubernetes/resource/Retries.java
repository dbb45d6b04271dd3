package io.weft.kubernetes.resource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What annotations say of trying again.
 *
 * @param statuses of HTTP that are tried again; none: as the client has it
 * @param codes of gRPC that are tried again; none: as the client has it
 * @param limit how often, at least 1; empty: not said
 * @param timeout of each try, positive
 * @see "crds, 12.2"
 */
public record Retries(List<StatusRange> statuses, Set<GrpcCode> codes, OptionalInt limit, Optional<Duration> timeout) {
    /** Nothing is said. */
    public static final Retries NONE = new Retries(List.of(), Set.of(), OptionalInt.empty(), Optional.empty());

    public Retries {
        statuses = List.copyOf(statuses);
        codes = Set.copyOf(codes);
    }

    /** Whether HTTP requests are tried again. */
    public boolean ofHttp() {
        return !statuses.isEmpty() || limit.isPresent() || timeout.isPresent();
    }

    /** Whether gRPC calls are tried again. */
    public boolean ofGrpc() {
        return !codes.isEmpty() || limit.isPresent() || timeout.isPresent();
    }

    /** Ends of gRPC calls; the constants are spelt as in annotations, with dashes. */
    public enum GrpcCode {
        CANCELLED("cancelled"),
        DEADLINE_EXCEEDED("deadline-exceeded"),
        INTERNAL("internal"),
        RESOURCE_EXHAUSTED("resource-exhausted"),
        UNAVAILABLE("unavailable");

        private final String text;

        GrpcCode(String text) {
            this.text = text;
        }

        /** As written in an annotation. */
        public String text() {
            return text;
        }
    }
}
