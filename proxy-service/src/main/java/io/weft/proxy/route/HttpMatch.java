package io.weft.proxy.route;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which requests a rule of an HTTP or gRPC route takes: those that are everything it says.
 *
 * @param host empty: any
 * @param headers names in lower case
 * @param method empty: any
 * @see "proxy-behaviour, 6: Gateway-API routes"
 */
public record HttpMatch(
        Optional<HostMatch> host,
        PathMatch path,
        List<ValueMatch> headers,
        List<ValueMatch> parameters,
        Optional<String> method)
        implements Condition {
    /** The most particular first; of equals the first given. */
    public static final Comparator<HttpMatch> MOST_PARTICULAR_FIRST = Comparator.<HttpMatch>comparingInt(
                    match -> match.host().map(HostMatch::rank).orElse(-1))
            .thenComparingInt(match -> match.path().rank())
            .thenComparingInt(match -> match.headers().size())
            .thenComparingInt(match -> match.parameters().size())
            .thenComparing(match -> match.method().isPresent())
            .reversed();

    public HttpMatch {
        headers = List.copyOf(headers);
        parameters = List.copyOf(parameters);
    }

    /** Every request; whatever says more of one is more particular. */
    public static HttpMatch all() {
        return new HttpMatch(Optional.empty(), new PathMatch.Any(), List.of(), List.of(), Optional.empty());
    }

    /** The same, of {@code only} one host. */
    public HttpMatch of(HostMatch only) {
        return new HttpMatch(Optional.of(only), path, headers, parameters, method);
    }

    @Override
    public boolean matches(RequestFacts request) {
        return (host.isEmpty() || host.get().matches(request.host()))
                && path.matches(request.path())
                && (method.isEmpty() || method.get().equals(request.method()))
                && headersMatch(request)
                && parametersMatch(request);
    }

    // Loops, not streams: every request is asked, for every rule before its own.
    private boolean headersMatch(RequestFacts request) {
        for (ValueMatch header : headers) {
            if (!header.anyOf(request.headers(header.name()))) {
                return false;
            }
        }
        return true;
    }

    private boolean parametersMatch(RequestFacts request) {
        for (ValueMatch parameter : parameters) {
            if (!parameter.anyOf(request.parameters(parameter.name()))) {
                return false;
            }
        }
        return true;
    }
}
