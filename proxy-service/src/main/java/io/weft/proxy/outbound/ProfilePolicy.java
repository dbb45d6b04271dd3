package io.weft.proxy.outbound;

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
import io.weft.proxy.outbound.route.HttpMatch;
import io.weft.proxy.outbound.route.ProfileTerms;
import io.weft.proxy.outbound.route.Timeouts;
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

    private final ProfileRoutes routes;
    private final String service;
    private final Distribution backends;

    private ProfilePolicy(Profile profile, ResourceRef parent, int port) {
        routes = profile.routes();
        service = profile.name() + ":" + port;
        backends = routes.split().isEmpty()
                ? Distribution.to(balance(parent, service))
                : new Distribution(
                        true,
                        routes.split().stream()
                                .map(part -> new Share(balance(part.ref(), part.path()), List.of(), part.weight()))
                                .toList());
    }

    /** {@code policy} with what {@code profile} says instead. {@code port}: the one that was dialled. */
    static ClientPolicy over(ClientPolicy policy, Profile profile, int port) {
        ProfilePolicy made = new ProfilePolicy(profile, policy.parent(), port);
        ClientPolicy.Route opaque = profile.routes().split().isEmpty()
                ? policy.opaque()
                : new ClientPolicy.Route(profile.routes().ref(), made.backends);
        return new ClientPolicy(policy.parent(), policy.protocol(), made.http(), opaque);
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
