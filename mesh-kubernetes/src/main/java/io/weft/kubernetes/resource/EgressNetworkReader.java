package io.weft.kubernetes.resource;

import io.weft.core.policy.ClientNetwork;
import java.util.List;

/**
 * Reads EgressNetworks.
 *
 * @see "crds, 9"
 */
final class EgressNetworkReader implements KindReader {
    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field spec = root.get("spec").objectOf("trafficPolicy", "networks");
        Field policy = spec.get("trafficPolicy");
        return new EgressNetwork(
                metadata,
                policy.optionalConstant(EgressNetwork.TrafficPolicy.values(), EgressNetwork.TrafficPolicy::text)
                        .orElseThrow(() -> policy.refuse("Allow or Deny is required")),
                spec.get("networks").ifPresent().map(EgressNetworkReader::networks),
                StatusReader.accepted(root));
    }

    private static List<ClientNetwork> networks(Field field) {
        field.require(!field.items().isEmpty(), "at least one network is required; without the field all are meant");
        return field.items(NetworkReader::read);
    }
}
