package io.weft.proxy.outbound.discover;

import io.weft.core.Authority;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.WarnOnce;
import io.weft.proxy.control.Watch;
import io.weft.proxy.names.HostAddresses;
import io.weft.proxy.names.HostNames;
import java.net.InetSocketAddress;
import org.slf4j.LoggerFactory;

/**
 * Discovery from the control plane, and of hosts outside from DNS.
 *
 * <p>Threading: any thread.
 */
public final class DestinationDiscovery implements Discovery {
    private final ProfileClient profiles;
    private final OutboundPolicyClient policies;
    private final DestinationClient destinations;
    private final HostNames names;

    /**
     * Asks nothing yet.
     *
     * @param destination to the Destination API
     * @param policy to the outbound policy API; may be the same channel
     */
    public DestinationDiscovery(
            ControlChannel destination, ControlChannel policy, HostNames names, ProxyConfig config) {
        this.names = names;
        EndpointTranslator endpoints = new EndpointTranslator(
                config.inbound().ips(), new WarnOnce(LoggerFactory.getLogger(DestinationDiscovery.class)));
        String context = config.destination().context();
        profiles = new ProfileClient(
                destination,
                context,
                config.destination().profileNetworks(),
                config.destination().profileSuffixes(),
                endpoints);
        policies = new OutboundPolicyClient(
                policy,
                config.policy().workload(),
                new OutboundPolicyTranslator(endpoints, config.outbound().detectTimeout()));
        destinations = new DestinationClient(destination, context, endpoints);
    }

    @Override
    public Watch<Profile> profile(InetSocketAddress originalDestination) {
        return profiles.watch(originalDestination);
    }

    @Override
    public boolean byName(InetSocketAddress originalDestination) {
        return profiles.byName(originalDestination);
    }

    @Override
    public Watch<Profile> profile(Authority named) {
        return profiles.watch(named);
    }

    @Override
    public Watch<ClientPolicy> policy(InetSocketAddress originalDestination) {
        return policies.watch(originalDestination);
    }

    @Override
    public Watch<EndpointSet> endpoints(String path) {
        return destinations.watch(path);
    }

    @Override
    public Watch<HostAddresses> host(String name) {
        return names.watch(name);
    }
}
