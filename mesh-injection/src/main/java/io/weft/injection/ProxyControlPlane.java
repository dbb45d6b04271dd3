package io.weft.injection;

import io.weft.core.WorkloadIdentity;
import java.util.List;

/**
 * Where a proxy finds its control plane, and what it believes.
 *
 * @param namespace the control plane's namespace
 * @param clusterDomain for instance {@code cluster.local}
 * @param trustDomain for instance {@code cluster.local}
 * @param clusterNetworks CIDRs whose addresses belong to the mesh
 * @param identityAddress {@code host:port} of identity-service
 * @param destinationAddress {@code host:port} of destination-service, which serves policy too
 * @param trustAnchors PEM text
 * @param identityDirectory where the proxy keeps its key
 * @param tokenFile its token
 */
public record ProxyControlPlane(
        String namespace,
        String clusterDomain,
        String trustDomain,
        List<String> clusterNetworks,
        String identityAddress,
        String destinationAddress,
        String trustAnchors,
        String identityDirectory,
        String tokenFile) {
    /** The service account of identity-service. */
    public static final String IDENTITY_ACCOUNT = "linkerd-identity";

    /** The service account of destination-service. */
    public static final String DESTINATION_ACCOUNT = "linkerd-destination";

    public ProxyControlPlane {
        clusterNetworks = List.copyOf(clusterNetworks);
    }

    WorkloadIdentity identity(String serviceAccount, String workloadNamespace) {
        return WorkloadIdentity.of(serviceAccount, workloadNamespace, namespace, trustDomain);
    }
}
