package io.weft.destination.policy;

import io.weft.kubernetes.resource.MeshTlsAuthentication;
import io.weft.kubernetes.resource.NetworkAuthentication;
import java.util.Optional;

/** Looks up what an AuthorizationPolicy refers to, in any namespace. */
interface Authentications {
    Optional<MeshTlsAuthentication> meshTls(String namespace, String name);

    Optional<NetworkAuthentication> network(String namespace, String name);
}
