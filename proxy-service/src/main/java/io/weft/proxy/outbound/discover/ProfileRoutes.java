package io.weft.proxy.outbound.discover;

import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.ResponseClass;
import io.weft.proxy.route.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a ServiceProfile and a traffic split say of a service's requests.
 *
 * @param ref the profile, for metrics
 * @param routes the first that matches counts
 * @param budget of all routes without one of their own; empty: no retries
 * @param split empty: the service itself takes everything
 */
public record ProfileRoutes(ResourceRef ref, List<Route> routes, Optional<BudgetTerms> budget, List<Part> split) {
    public static final ProfileRoutes NONE =
            new ProfileRoutes(ResourceRef.ofDefault("profile"), List.of(), Optional.empty(), List.of());

    /**
     * One route.
     *
     * @param labels for metrics, without the {@code rt_} prefix
     * @param timeout until the response's head, retries included; zero: none
     */
    public record Route(
            Condition condition,
            List<ResponseClass> classes,
            Map<String, String> labels,
            boolean retryable,
            Duration timeout,
            Optional<BudgetTerms> budget) {
        public Route {
            classes = List.copyOf(classes);
            labels = Map.copyOf(labels);
        }
    }

    /**
     * A part of a split.
     *
     * @param path {@code name:port} whose endpoints take it
     * @param weight relative; 0: nothing
     */
    public record Part(ResourceRef ref, String path, long weight) {}

    public ProfileRoutes {
        routes = List.copyOf(routes);
        split = List.copyOf(split);
    }

    boolean empty() {
        return routes.isEmpty() && split.isEmpty();
    }
}
