package io.weft.proxy.route;

import java.util.Optional;

/**
 * What a route does to a request beside sending it somewhere.
 *
 * @see "wire-api, 4 and 5"
 */
public sealed interface HttpFilter {
    /**
     * Sends the client elsewhere.
     *
     * @param scheme empty: the request's
     * @param host empty: the request's
     * @param path empty: the request's
     * @param port 0: the request's, or none if the host is new
     * @param status 300 to 399
     */
    record Redirect(Optional<String> scheme, Optional<String> host, Optional<PathChange> path, int port, int status)
            implements HttpFilter {}

    /** A path in place of the request's. */
    sealed interface PathChange {
        /** All of it. */
        record Full(String path) implements PathChange {}

        /** What the rule's prefix matched; a rule without one cannot do that. */
        record Prefix(String prefix) implements PathChange {}
    }

    /** Answers a share of the requests with an HTTP status. {@code status}: 200 to 999. */
    record Fail(int status, String message, Ratio share) implements HttpFilter {}

    /** Answers a share of the calls with a gRPC status. */
    record FailCall(int code, String message, Ratio share) implements HttpFilter {}

    /** Changes the request's headers. */
    record EditRequest(HeaderEdit edit) implements HttpFilter {}

    /** Changes the response's headers. */
    record EditResponse(HeaderEdit edit) implements HttpFilter {}

    /** One this version has no word for: every request gets 500. */
    record Unknown() implements HttpFilter {}
}
