package io.weft.proxy.outbound;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.weft.core.Latest;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import io.weft.proxy.http.Version;
import io.weft.proxy.outbound.PolicyChoice.Choice;
import io.weft.proxy.outbound.Slots.Slot;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.endpoint.HttpBalancer;
import io.weft.proxy.outbound.endpoint.TcpBalancer;
import io.weft.proxy.outbound.route.FailureAccrual;
import io.weft.proxy.outbound.route.ProfileTerms;
import io.weft.proxy.outbound.route.RetryBudget;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about one original destination, learned once and watched while it is used: its policy in force and the
 * balancers that policy sends to.
 *
 * <p>Threading: one event loop.
 */
final class Destination {
    private final EventLoop loop;
    private final InetSocketAddress target;
    private final OutboundSettings settings;
    private final Backends backends;
    private final Watch<Profile> profile;
    private final Watch<ClientPolicy> policy;
    private final List<Latest.Subscription> subscriptions = new ArrayList<>(2);
    private Promise<Destination> resolved; // another one where a refusal is taken back
    private Arrivals arrivals; // of that promise
    private final Slots slots = new Slots();
    private final Budgets.Held budgets;
    private final Map<Backends.Kind, HttpBalancer> ofEverything = new EnumMap<>(Backends.Kind.class);
    private RouteMeters meters;
    private final @Nullable NamedProfiles named; // null for addresses within the cluster
    private @Nullable ClientPolicy current;
    private final Map<Version, Backend> everything = new EnumMap<>(Version.class); // to where, if nothing else is said

    Destination(
            EventLoop loop,
            InetSocketAddress target,
            OutboundSettings settings,
            Discovery discovery,
            Backends backends,
            Budgets budgets) {
        this.loop = loop;
        this.budgets = budgets.new Held();
        this.target = target;
        this.settings = settings;
        this.backends = backends;
        this.meters = backends.newMeters();
        this.resolved = loop.newPromise();
        this.arrivals = new Arrivals(loop, resolved);
        this.profile = discovery.profile(target);
        this.policy = discovery.policy(target);
        this.named = discovery.byName(target) ? new NamedProfiles(loop, target.getPort(), discovery, budgets) : null;
        subscriptions.add(profile.latest().subscribe(loop, changed -> reconsider()));
        subscriptions.add(policy.latest().subscribe(loop, changed -> reconsider()));
    }

    private void reconsider() {
        switch (PolicyChoice.of(target, profile.latest().get(), policy.latest().get(), settings.detectTimeout())) {
            case Choice.Waiting waiting -> {}
            case Choice.Refused(String reason) -> resolved.tryFailure(new DiscoveryRefusedException(target, reason));
            case Choice.Follow(ClientPolicy followed) -> {
                follow(followed);
                resolve();
            }
        }
    }

    private void resolve() {
        if (resolved.cause() != null) {
            resolved = loop.newPromise();
            arrivals = new Arrivals(loop, resolved);
        }
        resolved.trySuccess(this);
    }

    InetSocketAddress target() {
        return target;
    }

    /** Succeeds with this once the policy is known, fails if it is refused; whoever asks later may get another. */
    Future<Destination> resolved() {
        return resolved;
    }

    /** As {@link #resolved}, for one of not too many and not for too long. Whoever has gone cancels it. */
    Promise<Destination> awaited() {
        return arrivals.join(settings.arrivals());
    }

    /** The policy in force. */
    ClientPolicy policy() {
        if (current == null) {
            throw new IllegalStateException(target + " is not resolved yet");
        }
        return current;
    }

    /** Decides here what need not be decided for every request. */
    private void follow(ClientPolicy said) {
        ClientPolicy followed = current == null ? said : said.after(current);
        if (followed.equals(current)) {
            return;
        }
        boolean sameParent = current == null || current.parent().equals(followed.parent());
        current = followed;
        meters = backends.newMeters();
        everything.clear();
        for (Version version : List.of(Version.HTTP_1_1, Version.HTTP_2)) {
            followed.http(version).everything().ifPresent(to -> everything.put(version, to));
        }
        ofEverything.clear();
        budgets.hold(followed.requests()
                .flatMap(routes -> routes.cases().stream())
                .flatMap(one -> one.rule().profile().stream())
                .collect(toSet()));
        slots.retain(
                sameParent ? named(followed) : Set.of(), // balancers are counted for their policy's parent
                kind -> followed.http(kind.version()).accrual());
    }

    private static Set<Backend> named(ClientPolicy policy) {
        return Stream.concat(
                        policy.requests()
                                .flatMap(routes -> routes.cases().stream())
                                .map(HttpRoutes.Case::rule)
                                .map(Rule::backends),
                        bytes(policy).map(ClientPolicy.Route::backends))
                .flatMap(backends -> backends.taking().stream())
                .map(Share::backend)
                .collect(toSet());
    }

    private static Stream<ClientPolicy.Route> bytes(ClientPolicy policy) {
        Stream<ClientPolicy.Route> named = policy.protocol() instanceof ClientPolicy.Protocol.Tls(var routes)
                ? routes.stream().map(ClientPolicy.TlsRoute::route)
                : Stream.empty();
        return Stream.concat(named, Stream.of(policy.opaque()));
    }

    /** Counts by the routes of the policy in force. */
    RouteMeters meters() {
        return meters;
    }

    /** Where every request of that kind goes, whatever it is; null if requests have to be looked at. */
    @Nullable
    Backend everything(Backends.Kind kind) {
        return everything.get(kind.version());
    }

    /** The balancer of {@link #everything}. */
    HttpBalancer http(Backends.Kind kind) {
        HttpBalancer known = ofEverything.get(kind);
        if (known == null) {
            known = http(kind, requireNonNull(everything(kind)));
            ofEverything.put(kind, known);
        }
        return known;
    }

    /** Where this kind of HTTP goes that is for {@code backend}. */
    HttpBalancer http(Backends.Kind kind, Backend backend) {
        Optional<FailureAccrual> accrual = policy().http(kind.version()).accrual();
        return slots.get(
                new Slot(kind, backend, accrual), () -> backends.http(policy().parent(), backend, kind, accrual));
    }

    /** What is said of requests that name {@code authority}; null where nobody is asked about that. */
    @Nullable
    NamedProfile named(CharSequence authority) {
        return named == null ? null : named.of(authority.toString());
    }

    /** What a route's retries are paid from; empty: there are none. */
    Optional<RetryBudget> budget(ProfileTerms terms) {
        return budgets.of(terms);
    }

    /** Where this kind of bytes goes that is for {@code backend}. */
    TcpBalancer tcp(Backends.Kind kind, Backend backend) {
        return slots.get(
                new Slot(kind, backend, Optional.empty()),
                () -> backends.tcp(new Backends.Asking(policy().parent(), logical()), backend, kind));
    }

    /** The service that was dialled, or the address where there is none. */
    private String logical() {
        return profile.latest().get() instanceof Watched.Present<Profile>(Profile known)
                        && !known.name().isEmpty()
                ? known.name() + ":" + target.getPort()
                : NetUtil.toSocketAddressString(target);
    }

    /** Whether nothing is known that the control plane would not say again now. */
    boolean canBeAskedAgain() {
        return current == null
                || (profile.current() && policy.current() && slots.current() && (named == null || named.current()));
    }

    void close() {
        subscriptions.forEach(Latest.Subscription::cancel);
        profile.close();
        policy.close();
        slots.close();
        if (named != null) {
            named.close();
        }
        budgets.hold(Set.of());
    }

    /** The control plane refused to speak about a destination. */
    static final class DiscoveryRefusedException extends RuntimeException {
        DiscoveryRefusedException(InetSocketAddress target, String reason) {
            super("discovery of " + target + " refused: " + reason);
        }
    }
}
