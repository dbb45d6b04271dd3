package io.weft.proxy.mesh;

import io.weft.core.Latest;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.discover.Profile;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A control plane whose answers a test sets. */
final class FixedDiscovery implements Discovery {
    final Latest<Watched<Profile>> profile =
            new Latest<>(new Watched.Present<>(new Profile(false, "", Optional.empty())));
    final Latest<Watched<ClientPolicy>> policy = new Latest<>(new Watched.Pending<>());
    final Latest<Watched<EndpointSet>> endpoints = new Latest<>(new Watched.Pending<>());

    @Override
    public Watch<Profile> profile(InetSocketAddress originalDestination) {
        return watch(profile);
    }

    @Override
    public Watch<ClientPolicy> policy(InetSocketAddress originalDestination) {
        return watch(policy);
    }

    @Override
    public Watch<EndpointSet> endpoints(String path) {
        return watch(endpoints);
    }

    static <T> Watch<T> watch(Latest<Watched<T>> latest) {
        return new Watch<>() {
            @Override
            public Latest<Watched<T>> latest() {
                return latest;
            }

            @Override
            public boolean current() {
                return true;
            }

            @Override
            public void close() {}
        };
    }
}
