package io.weft.destination.policy;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.AccessPolicy;
import java.util.List;

/**
 * Whom an access policy lets in by itself. Pure.
 *
 * @see "crds, 3.2 and 3.3"
 */
final class DefaultAuthorizations {
    private DefaultAuthorizations() {}

    static List<Authorization> of(AccessPolicy policy, MeshSettings settings) {
        return switch (policy) {
            case ALL_UNAUTHENTICATED, AUDIT ->
                one(policy, ClientNetwork.everywhere(), new Authentication.Unauthenticated());
            case ALL_AUTHENTICATED -> one(policy, ClientNetwork.everywhere(), Authentication.MeshIdentity.any());
            case CLUSTER_UNAUTHENTICATED ->
                one(policy, settings.clusterClients(), new Authentication.Unauthenticated());
            case CLUSTER_AUTHENTICATED -> one(policy, settings.clusterClients(), Authentication.MeshIdentity.any());
            case DENY -> List.of();
        };
    }

    /** The same for a port that takes meshed clients only. */
    static AccessPolicy authenticated(AccessPolicy policy) {
        return switch (policy) {
            case ALL_UNAUTHENTICATED -> AccessPolicy.ALL_AUTHENTICATED;
            case CLUSTER_UNAUTHENTICATED -> AccessPolicy.CLUSTER_AUTHENTICATED;
            case ALL_AUTHENTICATED, CLUSTER_AUTHENTICATED, DENY, AUDIT -> policy;
        };
    }

    private static List<Authorization> one(
            AccessPolicy policy, List<ClientNetwork> networks, Authentication authentication) {
        return List.of(new Authorization(ResourceRef.ofDefault(policy.text()), networks, authentication));
    }
}
