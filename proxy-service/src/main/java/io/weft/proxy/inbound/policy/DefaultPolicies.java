package io.weft.proxy.inbound.policy;

import io.weft.core.Network;
import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.InboundRoute;
import io.weft.core.policy.ServerPolicy;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.config.DefaultPolicy;
import java.time.Duration;
import java.util.List;

/**
 * What holds for a port until the control plane has spoken. Pure.
 *
 * @param mode from the environment
 * @param cluster networks of the cluster-wide modes
 * @param detectTimeout positive
 * @see "crds, 3.2: default policies"
 */
public record DefaultPolicies(DefaultPolicy mode, List<Network> cluster, Duration detectTimeout) {
    public DefaultPolicies {
        cluster = List.copyOf(cluster);
    }

    /** {@code opaque}: whether the port is forwarded without looking inside. */
    public ServerPolicy of(boolean opaque) {
        boolean bytes = opaque || mode == DefaultPolicy.DENY;
        return new ServerPolicy(
                ResourceRef.ofDefault(mode.word()),
                bytes ? new ServerProtocol.Opaque() : new ServerProtocol.Detect(detectTimeout),
                authorizations(),
                bytes ? List.of() : List.of(InboundRoute.ofDefault()));
    }

    private List<Authorization> authorizations() {
        return switch (mode) {
            case DENY -> List.of();
            case ALL_UNAUTHENTICATED, AUDIT ->
                List.of(authorization(ClientNetwork.everywhere(), new Authentication.Unauthenticated()));
            case ALL_AUTHENTICATED ->
                List.of(authorization(ClientNetwork.everywhere(), Authentication.MeshIdentity.any()));
            case CLUSTER_UNAUTHENTICATED ->
                List.of(authorization(clusterNetworks(), new Authentication.Unauthenticated()));
            case CLUSTER_AUTHENTICATED -> List.of(authorization(clusterNetworks(), Authentication.MeshIdentity.any()));
        };
    }

    private Authorization authorization(List<ClientNetwork> networks, Authentication authentication) {
        return new Authorization(ResourceRef.ofDefault(mode.word()), networks, authentication);
    }

    private List<ClientNetwork> clusterNetworks() {
        return cluster.stream().map(ClientNetwork::of).toList();
    }
}
