package io.weft.proxy.outbound;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.weft.core.Latest;
import io.weft.proxy.control.Watch;
import io.weft.proxy.outbound.PolicyChoice.Choice;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.endpoint.HttpBalancer;
import io.weft.proxy.outbound.endpoint.TcpBalancer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about one original destination, learned once and watched while it is used: its policy in force and the
 * balancers that policy sends to.
 *
 * <p>Threading: one event loop.
 */
final class Destination {
    private final InetSocketAddress target;
    private final OutboundSettings settings;
    private final Backends backends;
    private final Watch<Profile> profile;
    private final Watch<ClientPolicy> policy;
    private final List<Latest.Subscription> subscriptions = new ArrayList<>(2);
    private final Promise<Destination> resolved;
    private final Map<Backends.Kind, Backends.Lease<?>> leases = new EnumMap<>(Backends.Kind.class);
    private final Map<Backends.Kind, Backend> leased = new EnumMap<>(Backends.Kind.class);
    private @Nullable ClientPolicy current;

    Destination(
            EventLoop loop,
            InetSocketAddress target,
            OutboundSettings settings,
            Discovery discovery,
            Backends backends) {
        this.target = target;
        this.settings = settings;
        this.backends = backends;
        this.resolved = loop.newPromise();
        this.profile = discovery.profile(target);
        this.policy = discovery.policy(target);
        subscriptions.add(profile.latest().subscribe(loop, changed -> reconsider()));
        subscriptions.add(policy.latest().subscribe(loop, changed -> reconsider()));
    }

    private void reconsider() {
        switch (PolicyChoice.of(target, profile.latest().get(), policy.latest().get(), settings.detectTimeout())) {
            case Choice.Waiting waiting -> {}
            case Choice.Refused(String reason) -> resolved.tryFailure(new DiscoveryRefusedException(target, reason));
            case Choice.Follow(ClientPolicy followed) -> {
                current = followed;
                resolved.trySuccess(this);
            }
        }
    }

    InetSocketAddress target() {
        return target;
    }

    /** Succeeds with this once the policy is known, fails if it never will be. */
    Future<Destination> resolved() {
        return resolved;
    }

    /** The policy in force. */
    ClientPolicy policy() {
        if (current == null) {
            throw new IllegalStateException(target + " is not resolved yet");
        }
        return current;
    }

    /** Where this kind of HTTP goes now. */
    HttpBalancer http(Backends.Kind kind) {
        return lease(kind, policy().http().backend(), backend -> backends.http(backend, kind));
    }

    /** Where bytes go now. */
    TcpBalancer tcp() {
        return lease(Backends.Kind.OPAQUE, policy().opaque().backend(), backends::tcp);
    }

    /** Keeps one balancer of a kind; a change of policy lets go of the old one after taking the new. */
    @SuppressWarnings("unchecked") // a kind always leases the same type
    private <B> B lease(
            Backends.Kind kind, Backend backend, java.util.function.Function<Backend, Backends.Lease<B>> take) {
        Backends.Lease<B> held = (Backends.Lease<B>) leases.get(kind);
        if (held != null && backend.equals(leased.get(kind))) {
            return held.balancer();
        }
        Backends.Lease<B> taken = take.apply(backend);
        leases.put(kind, taken);
        leased.put(kind, backend);
        if (held != null) {
            held.release();
        }
        return taken.balancer();
    }

    /** Whether nothing is known that the control plane would not say again now. */
    boolean canBeAskedAgain() {
        return current == null
                || (profile.current()
                        && policy.current()
                        && leases.values().stream().allMatch(Backends.Lease::current));
    }

    void close() {
        subscriptions.forEach(Latest.Subscription::cancel);
        profile.close();
        policy.close();
        leases.values().forEach(Backends.Lease::release);
        leases.clear();
    }

    /** The control plane refused to speak about a destination. */
    static final class DiscoveryRefusedException extends RuntimeException {
        DiscoveryRefusedException(InetSocketAddress target, String reason) {
            super("discovery of " + target + " refused: " + reason);
        }
    }
}
