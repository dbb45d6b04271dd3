package io.weft.proxy.outbound.discover;

import io.netty.channel.EventLoop;
import io.weft.core.Authority;
import io.weft.proxy.control.LastAnswers;
import io.weft.proxy.control.Watch;
import io.weft.proxy.names.HostAddresses;
import java.net.InetSocketAddress;

/**
 * Discovery that outlives the control plane for idle destinations, too: what is known of one is dropped after a while without
 * connections, and could not be learned again if the control plane goes away before the next.
 *
 * <p>Threading: any thread.
 */
public final class RememberingDiscovery implements Discovery {
    private final Discovery asked;
    private final LastAnswers<InetSocketAddress, Profile> profiles;
    private final LastAnswers<Authority, Profile> named;
    private final LastAnswers<InetSocketAddress, ClientPolicy> policies;
    private final LastAnswers<String, EndpointSet> endpoints;

    /** Remembers what {@code asked} says. {@code loop}: for timers. */
    public RememberingDiscovery(Discovery asked, EventLoop loop) {
        this.asked = asked;
        this.profiles = new LastAnswers<>(loop);
        this.named = new LastAnswers<>(loop);
        this.policies = new LastAnswers<>(loop);
        this.endpoints = new LastAnswers<>(loop);
    }

    @Override
    public Watch<Profile> profile(InetSocketAddress originalDestination) {
        return profiles.behind(originalDestination, asked.profile(originalDestination));
    }

    @Override
    public boolean byName(InetSocketAddress originalDestination) {
        return asked.byName(originalDestination);
    }

    @Override
    public Watch<Profile> profile(Authority host) {
        return named.behind(host, asked.profile(host));
    }

    @Override
    public Watch<ClientPolicy> policy(InetSocketAddress originalDestination) {
        return policies.behind(originalDestination, asked.policy(originalDestination));
    }

    @Override
    public Watch<EndpointSet> endpoints(String path) {
        return endpoints.behind(path, asked.endpoints(path));
    }

    /** Names are remembered where they are looked up. */
    @Override
    public Watch<HostAddresses> host(String name) {
        return asked.host(name);
    }
}
