package io.weft.kubernetes.resource;

/**
 * Reads NetworkAuthentications.
 *
 * @see "crds, 7"
 */
final class NetworkAuthenticationReader implements KindReader {
    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field networks = root.get("spec").objectOf("networks").get("networks");
        networks.require(!networks.items().isEmpty(), "at least one network is required");
        return new NetworkAuthentication(metadata, networks.items(NetworkReader::read));
    }
}
