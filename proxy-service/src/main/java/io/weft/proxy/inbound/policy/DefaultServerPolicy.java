package io.weft.proxy.inbound.policy;

import io.weft.core.Network;
import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.config.DefaultPolicy;
import io.weft.proxy.config.ProxyConfig;
import java.time.Duration;
import java.util.List;

/**
 * What holds for a port until the control plane has answered. Pure.
 *
 * @see "proxy-behaviour, 7: before first answer"
 */
public final class DefaultServerPolicy {
    private final ProxyConfig.Policy config;
    private final Duration detectTimeout;

    /**
     * The same for every port but opaque ones.
     *
     * @param detectTimeout how long to wait for a client's first bytes, positive
     */
    public DefaultServerPolicy(ProxyConfig.Policy config, Duration detectTimeout) {
        this.config = config;
        this.detectTimeout = detectTimeout;
    }

    /** The policy of one port. */
    public ServerPolicy of(int port) {
        ResourceRef ref = ResourceRef.ofDefault(config.defaultPolicy().word());
        List<Authorization> authorizations = authorizations(ref, config.defaultPolicy());
        ServerProtocol protocol = config.opaquePorts().contains(port) || authorizations.isEmpty()
                ? new ServerProtocol.Opaque()
                : new ServerProtocol.Detect(detectTimeout);
        // A proxy may say that HTTP follows whatever the port is: there is a route to deny it on.
        return new ServerPolicy(ref, protocol, authorizations, List.of(InboundRoute.ofDefault()));
    }

    private List<Authorization> authorizations(ResourceRef ref, DefaultPolicy policy) {
        Authentication anyone = new Authentication.Unauthenticated();
        Authentication meshed = Authentication.MeshIdentity.any();
        return switch (policy) {
            case DENY -> List.of();
            case ALL_AUTHENTICATED -> List.of(new Authorization(ref, ClientNetwork.everywhere(), meshed));
            case ALL_UNAUTHENTICATED, AUDIT -> List.of(new Authorization(ref, ClientNetwork.everywhere(), anyone));
            case CLUSTER_AUTHENTICATED -> List.of(new Authorization(ref, cluster(), meshed));
            case CLUSTER_UNAUTHENTICATED -> List.of(new Authorization(ref, cluster(), anyone));
        };
    }

    private List<ClientNetwork> cluster() {
        List<Network> networks = config.clusterNetworks();
        return networks.stream().map(ClientNetwork::of).toList();
    }
}
