package io.weft.kubernetes.resource;

import java.time.Duration;
import java.util.Optional;

/**
 * How long requests may take. Each is positive; empty: as long as it takes.
 *
 * @param request the whole of request and response
 * @param response from the end of the request to the end of the response
 * @param idle without anything passing either way
 * @see "crds, 12.2"
 */
public record Timeouts(Optional<Duration> request, Optional<Duration> response, Optional<Duration> idle) {
    /** Nothing is said. */
    public static final Timeouts NONE = new Timeouts(Optional.empty(), Optional.empty(), Optional.empty());

    public boolean isPresent() {
        return !equals(NONE);
    }

    /** The same with another limit for the whole, unless there is one. */
    public Timeouts withRequestIfAbsent(Optional<Duration> other) {
        return new Timeouts(request.or(() -> other), response, idle);
    }
}
