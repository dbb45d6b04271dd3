package io.weft.kubernetes.resource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What clients know of a service's routes: how to tell requests apart, which answers are failures, how long to wait, what to
 * try again, and where to go instead.
 *
 * @param routes the first that matches counts
 * @param retryBudget shared by all routes that have none of their own
 * @param dstOverrides the service's traffic goes there instead, by weight
 * @see "crds, 2; brief-vs-linkerd, 5"
 */
public record ServiceProfile(
        Metadata metadata, List<Route> routes, Optional<RetryBudget> retryBudget, List<DstOverride> dstOverrides)
        implements Resource {
    public ServiceProfile {
        routes = List.copyOf(routes);
        dstOverrides = List.copyOf(dstOverrides);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.SERVICE_PROFILE;
    }

    /**
     * One kind of request.
     *
     * @param timeout of the whole request with its retries; empty: none
     * @param retryBudget instead of the profile's
     */
    public record Route(
            String name,
            RequestMatch condition,
            Optional<Duration> timeout,
            boolean retryable,
            List<ResponseClass> responseClasses,
            Optional<RetryBudget> retryBudget) {
        public Route {
            responseClasses = List.copyOf(responseClasses);
        }
    }

    /** Which requests. */
    public sealed interface RequestMatch {
        /** Every one of them; none: everything. */
        record All(List<RequestMatch> matches) implements RequestMatch {
            public All {
                matches = List.copyOf(matches);
            }
        }

        /** One of them; none: nothing. */
        record Any(List<RequestMatch> matches) implements RequestMatch {
            public Any {
                matches = List.copyOf(matches);
            }
        }

        record Not(RequestMatch match) implements RequestMatch {}

        /** The whole path, without its query, matches {@code regex}. */
        record Path(String regex) implements RequestMatch {}

        record Method(String name) implements RequestMatch {}
    }

    /** Answers that are, or are not, failures. */
    public record ResponseClass(ResponseMatch condition, boolean failure) {}

    /** Which answers. */
    public sealed interface ResponseMatch {
        /** Every one of them; none: everything. */
        record All(List<ResponseMatch> matches) implements ResponseMatch {
            public All {
                matches = List.copyOf(matches);
            }
        }

        /** One of them; none: nothing. */
        record Any(List<ResponseMatch> matches) implements ResponseMatch {
            public Any {
                matches = List.copyOf(matches);
            }
        }

        record Not(ResponseMatch match) implements ResponseMatch {}

        /** From {@code min} to {@code max}, both included. */
        record Status(int min, int max) implements ResponseMatch {}
    }

    /**
     * How much may be tried again.
     *
     * @param ratio of retries to requests, at least 0
     * @param minPerSecond allowed whatever the ratio says
     * @param ttl for how long a request counts
     * @param maxPerSecond never more than that
     */
    public record RetryBudget(float ratio, int minPerSecond, Duration ttl, OptionalInt maxPerSecond) {}

    /**
     * A part of the traffic.
     *
     * @param authority {@code host} or {@code host:port}
     * @param weight in ten-thousandths of one, at least 0: a weight of 1 in the document is 10,000
     */
    public record DstOverride(String authority, long weight) {}
}
