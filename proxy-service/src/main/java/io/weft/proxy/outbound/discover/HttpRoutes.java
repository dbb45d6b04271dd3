package io.weft.proxy.outbound.discover;

import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.route.FailureAccrual;
import io.weft.proxy.route.Condition;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.RequestFacts;
import java.util.List;
import java.util.Optional;

/**
 * Which rule a request of one destination follows: the first whose condition it meets.
 *
 * @param grpc whether they are gRPC routes, for metrics
 * @param cases in order of preference
 * @param accrual when an endpoint is left alone; empty: never
 */
public record HttpRoutes(boolean grpc, List<Case> cases, Optional<FailureAccrual> accrual) {
    /** A rule and the requests it takes. */
    public record Case(Condition condition, Rule rule) {}

    public HttpRoutes {
        cases = List.copyOf(cases);
    }

    /** Every request goes to one backend. */
    public static HttpRoutes to(ResourceRef route, Backend backend) {
        Rule rule = Rule.to(route, Distribution.to(backend));
        return new HttpRoutes(false, List.of(new Case(HttpMatch.all(), rule)), Optional.empty());
    }

    /** Empty: no rule takes it. */
    public Optional<Case> find(RequestFacts request) {
        for (Case candidate : cases) {
            if (candidate.condition().matches(request)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Where every request goes, if that is all there is to say, so that no request need be looked at. */
    public Optional<Backend> everything() {
        if (cases.size() != 1) {
            return Optional.empty();
        }
        Case only = cases.getFirst();
        return only.condition().equals(HttpMatch.all()) && only.rule().plain()
                ? Optional.of(only.rule().backends().shares().getFirst().backend())
                : Optional.empty();
    }
}
