package io.weft.proxy.outbound.route;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a route of a ServiceProfile adds to a rule.
 *
 * @param service {@code name:port}, as the other side's proxy is told, too
 * @param labels for metrics, without the {@code rt_} prefix
 * @param timeout until the response's head, retries included; zero: none
 * @param budget empty: never tried again
 * @param budgetOf whose budget it is: requests of one destination with the same name share one
 * @see "wire-api, 9: Route"
 */
public record ProfileTerms(
        String service,
        Map<String, String> labels,
        List<ResponseClass> classes,
        Duration timeout,
        Optional<BudgetTerms> budget,
        String budgetOf) {
    public ProfileTerms {
        labels = Map.copyOf(labels);
        classes = List.copyOf(classes);
    }
}
