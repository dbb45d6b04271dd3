package io.weft.proxy.outbound;

import io.weft.core.Authority;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Distribution;
import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.ProfileRoutes;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.ProfileTerms;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.HttpMatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A profile with routes or a split, as a policy: it takes the place of the policy's HTTP routes; of the opaque route only a
 * split does. Pure.
 *
 * @see "wire-behaviour, 1.1: precedence; proxy-behaviour, 6: ServiceProfile"
 */
final class ProfilePolicy {
    private static final Duration RTT = Duration.ofMillis(30);
    private static final Duration DECAY = Duration.ofSeconds(10);
    private static final String SHARED = "";
    private static final Distribution NOBODY = new Distribution(false, List.of());

    private final ProfileRoutes routes;
    private final String service;
    private final Distribution backends;

    /** {@code service}: {@code name:port}. {@code own}: who takes what no split does. */
    private ProfilePolicy(ProfileRoutes routes, String service, Distribution own) {
        this.routes = routes;
        this.service = service;
        backends = routes.split().isEmpty()
                ? own
                : new Distribution(
                        true,
                        routes.split().stream()
                                .map(part -> new Share(balance(part.ref(), part.path()), List.of(), part.weight()))
                                .toList());
    }

    /** {@code policy} with what {@code profile} says instead. {@code port}: the one that was dialled. */
    static ClientPolicy over(ClientPolicy policy, Profile profile, int port) {
        String service = profile.name() + ":" + port;
        ProfilePolicy made =
                new ProfilePolicy(profile.routes(), service, Distribution.to(balance(policy.parent(), service)));
        ClientPolicy.Route opaque = profile.routes().split().isEmpty()
                ? policy.opaque()
                : new ClientPolicy.Route(profile.routes().ref(), made.backends);
        return new ClientPolicy(policy.parent(), policy.protocol(), made.http(), opaque);
    }

    /** What {@code profile} says of requests that name a host outside; backends are those of its split, or none. */
    static HttpRoutes ofHost(Profile profile, Authority host) {
        return new ProfilePolicy(profile.routes(), host.toString(), NOBODY).http();
    }

    private static Backend balance(ResourceRef ref, String path) {
        return new Backend.Balance(ref, path, RTT, DECAY);
    }

    private HttpRoutes http() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < routes.routes().size(); i++) {
            ProfileRoutes.Route route = routes.routes().get(i);
            cases.add(new Case(route.condition(), rule(terms(route, i))));
        }
        cases.add(new Case(
                HttpMatch.all(),
                rule(new ProfileTerms(service, Map.of(), List.of(), Duration.ZERO, Optional.empty(), SHARED))));
        return new HttpRoutes(false, cases, Optional.empty());
    }

    private ProfileTerms terms(ProfileRoutes.Route route, int index) {
        Optional<BudgetTerms> budget = route.budget().or(routes::budget);
        return new ProfileTerms(
                service,
                route.labels(),
                route.classes(),
                route.timeout(),
                route.retryable() ? budget : Optional.empty(),
                route.budget().isPresent() ? route.labels().getOrDefault("route", "route " + index) : SHARED);
    }

    private Rule rule(ProfileTerms terms) {
        return new Rule(routes.ref(), List.of(), backends, Timeouts.NONE, Optional.empty(), false, Optional.of(terms));
    }
}
