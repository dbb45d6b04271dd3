package io.weft.proxy.outbound.route;

import io.weft.proxy.config.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * When a request is tried again.
 *
 * @param limit how often at most, beside the first try
 * @param maxBytes a larger body is sent once
 * @param statuses of HTTP that are no answer
 * @param grpcStatuses numbers that are no answer
 * @param timeout of each try but the last, until its response's head; zero: none
 * @param backoff pauses between tries
 * @see "proxy-behaviour, 5.1"
 */
public record Retry(
        int limit,
        int maxBytes,
        List<StatusRange> statuses,
        Set<Integer> grpcStatuses,
        Duration timeout,
        Backoff backoff) {
    /** Both ends belong to it. */
    public record StatusRange(int first, int last) {
        boolean contains(int status) {
            return status >= first && status <= last;
        }
    }

    public Retry {
        statuses = List.copyOf(statuses);
        grpcStatuses = Set.copyOf(grpcStatuses);
    }

    /** Whether nothing is said of what is no answer: then no failure is one (crds, 12.2). */
    public boolean ofAnyFailure() {
        return statuses.isEmpty() && grpcStatuses.isEmpty();
    }

    /**
     * Whether a response is to be asked for again.
     *
     * @param grpcStatus -1 if none is known
     */
    public boolean refuses(int status, int grpcStatus) {
        return grpcStatuses.contains(grpcStatus) || statuses.stream().anyMatch(range -> range.contains(status));
    }
}
