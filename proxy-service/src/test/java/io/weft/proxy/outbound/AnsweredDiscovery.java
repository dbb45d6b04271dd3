package io.weft.proxy.outbound;

import io.weft.core.Authority;
import io.weft.core.Latest;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import io.weft.proxy.names.HostAddresses;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.discover.Profile;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A control plane that answers as a test says, and can be away. */
final class AnsweredDiscovery implements Discovery {
    final Latest<Watched<Profile>> profile = new Latest<>(new Watched.Pending<>());
    final Latest<Watched<ClientPolicy>> policy = new Latest<>(new Watched.Pending<>());
    final Latest<Watched<EndpointSet>> endpoints = new Latest<>(new Watched.Pending<>());
    final List<String> events = new ArrayList<>();
    boolean policiesReachable = true;
    boolean endpointsReachable = true;

    @Override
    public Watch<Profile> profile(InetSocketAddress originalDestination) {
        return watch("profile", profile);
    }

    @Override
    public boolean byName(InetSocketAddress originalDestination) {
        return false;
    }

    @Override
    public Watch<Profile> profile(Authority named) {
        throw new AssertionError("nothing is outside");
    }

    @Override
    public Watch<ClientPolicy> policy(InetSocketAddress originalDestination) {
        return watch("policy", policy);
    }

    @Override
    public Watch<EndpointSet> endpoints(String path) {
        return watch("endpoints", endpoints);
    }

    @Override
    public Watch<HostAddresses> host(String name) {
        throw new AssertionError("nothing leads outside");
    }

    private <T> Watch<T> watch(String what, Latest<Watched<T>> latest) {
        events.add("watched " + what);
        return new Watch<>() {
            @Override
            public Latest<Watched<T>> latest() {
                return latest;
            }

            @Override
            public boolean current() {
                return what.equals("endpoints") ? endpointsReachable : policiesReachable;
            }

            @Override
            public void close() {
                events.add("closed " + what);
            }
        };
    }
}
