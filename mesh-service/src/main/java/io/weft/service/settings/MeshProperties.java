package io.weft.service.settings;

import io.weft.core.Network;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings all services share.
 *
 * @param clusterDomain what the names of Services end with
 * @param trustDomain what identities end with
 * @param controlPlaneNamespace where the control plane runs; a part of every identity
 * @param clusterNetworks CIDR ranges, at least one, that belong to the mesh's network
 * @see "docs/design/one-machine.md, Settings of the services"
 */
@ConfigurationProperties("mesh")
public record MeshProperties(
        @DefaultValue("cluster.local") String clusterDomain,
        @DefaultValue("cluster.local") String trustDomain,
        @DefaultValue("linkerd") String controlPlaneNamespace,

        @DefaultValue({"10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"})
        List<String> clusterNetworks) {
    private static final String RANGES = "Give address ranges in CIDR form, separated by commas: 10.0.0.0/8.";

    /** @throws InvalidSettingException if a value is out of its range */
    public MeshProperties {
        Settings.dnsName("mesh.cluster-domain", clusterDomain);
        Settings.dnsName("mesh.trust-domain", trustDomain);
        Settings.label("mesh.control-plane-namespace", controlPlaneNamespace);
        clusterNetworks = List.copyOf(clusterNetworks);
        if (clusterNetworks.isEmpty()) {
            throw new InvalidSettingException("mesh.cluster-networks", "", RANGES);
        }
        clusterNetworks.forEach(MeshProperties::network);
    }

    /** {@link #clusterNetworks} as ranges. */
    public List<Network> networks() {
        return clusterNetworks.stream().map(MeshProperties::network).toList();
    }

    private static Network network(String text) {
        return Network.parse(text)
                .orElseThrow(() -> new InvalidSettingException("mesh.cluster-networks", text, RANGES));
    }
}
