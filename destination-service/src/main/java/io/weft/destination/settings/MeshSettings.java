package io.weft.destination.settings;

import io.weft.core.Network;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.ClientNetwork;
import io.weft.kubernetes.resource.AccessPolicy;
import java.net.InetAddress;
import java.util.List;

/**
 * What holds for the whole mesh.
 *
 * @param names how names and identities are formed
 * @param clusterNetworks where pods and services have their addresses
 * @param defaultPolicy for ports without a Server, on workloads that say nothing else
 * @param opaquePorts for workloads and services that say nothing else
 * @param probeNetworks where health checks may come from; none: they get no special treatment
 * @param emptyAuthenticationAllows whether an AuthorizationPolicy that requires nothing admits everybody; else nobody
 * @param serviceParentFallback whether a route's parent that should be a Gateway is the Service of that name where there is no
 *     such Gateway
 * @param egressNamespace whose EgressNetworks hold for clients of namespaces that have none
 * @param ipv6 whether replicas are told by their IPv6 address where they have one; else those with none other are not told
 * @param hops how traffic travels between sidecars
 * @param metricsReaders who may read sidecars' metrics where no Server has their admin port, whatever the default policy is
 * @see "control-plane, 9; brief-vs-linkerd, 1a"
 */
public record MeshSettings(
        Names names,
        List<Network> clusterNetworks,
        AccessPolicy defaultPolicy,
        PortSet opaquePorts,
        List<Network> probeNetworks,
        boolean emptyAuthenticationAllows,
        boolean serviceParentFallback,
        String egressNamespace,
        boolean ipv6,
        Hops hops,
        List<WorkloadIdentity> metricsReaders) {
    public MeshSettings {
        metricsReaders = List.copyOf(metricsReaders);
        clusterNetworks = List.copyOf(clusterNetworks);
        probeNetworks = List.copyOf(probeNetworks);
    }

    /**
     * The fixed parts of names.
     *
     * @param clusterDomain of service names
     * @param trustDomain of identities
     * @param controlPlaneNamespace a DNS label
     */
    public record Names(String clusterDomain, String trustDomain, String controlPlaneNamespace) {
        /** What identities of a namespace's service accounts end with. */
        public String identitySuffix(String namespace) {
            return namespace + ".serviceaccount.identity." + controlPlaneNamespace + "." + trustDomain;
        }
    }

    /**
     * How traffic travels between sidecars.
     *
     * @param http2Upgrade whether HTTP/1 does as HTTP/2
     * @param transportHeaders whether every port is reached through the sidecar's own, which is told the port in a header; else
     *     opaque ports alone
     */
    public record Hops(boolean http2Upgrade, boolean transportHeaders) {}

    /** Whether an address is the cluster's own, so that nothing outside can be meant. */
    public boolean inCluster(InetAddress address) {
        return clusterNetworks.stream().anyMatch(network -> network.contains(address));
    }

    /** Where clients of the cluster come from. */
    public List<ClientNetwork> clusterClients() {
        return clusterNetworks.stream().map(ClientNetwork::of).toList();
    }

    /** Where health checks come from. */
    public List<ClientNetwork> probeClients() {
        return probeNetworks.stream().map(ClientNetwork::of).toList();
    }
}
