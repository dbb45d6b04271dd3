package io.weft.proxy.outbound;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.core.Authority;
import io.weft.core.Latest;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.route.ProfileTerms;
import io.weft.proxy.outbound.route.RetryBudget;
import io.weft.proxy.route.RequestFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a profile says of the requests to one address outside that name its host. They go where the policy of that address
 * sends them, if it lets them: the profile adds time-outs, retries and counts.
 *
 * <p>Threading: one event loop.
 *
 * @see "brief-vs-linkerd, 5.10"
 */
final class NamedProfile {
    /** How long the first requests wait for it; a little longer than it takes to fall back to what is remembered. */
    static final Duration PATIENCE = Duration.ofMillis(750);

    private final Authority name;
    private final Watch<Profile> watch;
    private final Latest.Subscription subscription;
    private final Budgets.Held budgets;
    private final Future<?> patience;
    private final List<Runnable> waiting = new ArrayList<>(1);
    private boolean known;
    private @Nullable HttpRoutes routes; // null while it says nothing of requests

    NamedProfile(EventLoop loop, Authority name, Watch<Profile> watch, Budgets budgets) {
        this.name = name;
        this.watch = watch;
        this.budgets = budgets.new Held();
        this.patience = loop.schedule(this::goOn, PATIENCE.toNanos(), NANOSECONDS);
        this.subscription = watch.latest().subscribe(loop, this::heard);
    }

    private void heard(Watched<Profile> heard) {
        switch (heard) {
            case Watched.Pending<Profile> pending -> {}
            case Watched.Present<Profile>(Profile profile) -> follow(Optional.of(profile));
            case Watched.Ended<Profile> none -> follow(Optional.empty());
        }
    }

    private void follow(Optional<Profile> profile) {
        routes = profile.filter(Profile::routed)
                .map(routed -> ProfilePolicy.ofHost(routed, name))
                .orElse(null);
        budgets.hold(
                routes == null
                        ? Set.of()
                        : routes.cases().stream()
                                .flatMap(one -> one.rule().profile().stream())
                                .collect(Collectors.toSet()));
        patience.cancel(false);
        goOn();
    }

    private void goOn() {
        known = true;
        List<Runnable> next = List.copyOf(waiting);
        waiting.clear();
        next.forEach(Runnable::run);
    }

    /** Runs {@code then} now, or as soon as it is known what there is to follow. */
    void whenKnown(Runnable then) {
        if (known) {
            then.run();
        } else {
            waiting.add(then);
        }
    }

    /** Whether it says anything of requests. */
    boolean routed() {
        return routes != null;
    }

    /** {@code ofPolicy}, which takes the request, with what the profile says of it. */
    Rule over(Rule ofPolicy, RequestFacts request) {
        return Optional.ofNullable(routes)
                .flatMap(all -> all.find(request))
                .map(found -> ofPolicy.profiled(found.rule()))
                .orElse(ofPolicy);
    }

    /** What a route's retries are paid from; empty: there are none. */
    Optional<RetryBudget> budget(ProfileTerms terms) {
        return budgets.of(terms);
    }

    /** Whether it is what the control plane says now. */
    boolean current() {
        return watch.current();
    }

    /** Whoever waits goes on without. */
    void close() {
        patience.cancel(false);
        subscription.cancel();
        watch.close();
        budgets.hold(Set.of());
        goOn();
    }
}
