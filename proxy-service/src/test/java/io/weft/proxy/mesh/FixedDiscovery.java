package io.weft.proxy.mesh;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** A control plane whose answers a test sets. */
final class FixedDiscovery implements Discovery {
    final Latest<Watched<Profile>> profile =
            new Latest<>(new Watched.Present<>(new Profile(false, "", Optional.empty())));
    final Latest<Watched<ClientPolicy>> policy = new Latest<>(new Watched.Pending<>());
    final Latest<Watched<EndpointSet>> endpoints = new Latest<>(new Watched.Pending<>());

    /** Of names that are not the server's. */
    final Map<String, Latest<Watched<EndpointSet>>> others = new ConcurrentHashMap<>();

    /** Of hosts outside. */
    final Map<String, Latest<Watched<HostAddresses>>> hosts = new ConcurrentHashMap<>();

    /** Whether the address that clients dial is outside. */
    volatile boolean byName;

    /** Of whatever host requests name. */
    final Latest<Watched<Profile>> named = new Latest<>(new Watched.Pending<>());

    /** Hosts that were asked about, in order. */
    final BlockingQueue<String> askedByName = new LinkedBlockingQueue<>();

    /** Of names that requests ask for; of others nothing is known. */
    final Map<String, Latest<Watched<ClientPolicy>>> policies = new ConcurrentHashMap<>();

    /** Whose endpoints were asked for, in order. */
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    @Override
    public Watch<Profile> profile(InetSocketAddress originalDestination) {
        return watch(profile);
    }

    @Override
    public boolean byName(InetSocketAddress originalDestination) {
        return byName;
    }

    @Override
    public Watch<Profile> profile(Authority host) {
        askedByName.add(host.toString());
        return watch(named);
    }

    @Override
    public Watch<ClientPolicy> policy(InetSocketAddress originalDestination) {
        if (originalDestination.isUnresolved()) {
            String name = originalDestination.getHostString() + ":" + originalDestination.getPort();
            askedByName.add(name);
            return watch(policies.computeIfAbsent(name, unknown -> new Latest<>(new Watched.Ended<>(true, "unknown"))));
        }
        return watch(policy);
    }

    @Override
    public Watch<EndpointSet> endpoints(String path) {
        asked.add(path);
        return watch(others.getOrDefault(path, endpoints));
    }

    @Override
    public Watch<HostAddresses> host(String name) {
        return watch(hosts.computeIfAbsent(name, unknown -> new Latest<>(new Watched.Pending<>())));
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
