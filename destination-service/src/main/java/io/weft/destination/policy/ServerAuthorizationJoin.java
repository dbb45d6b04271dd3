package io.weft.destination.policy;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.IdentityMatch;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.ServerAuthorization;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom a ServerAuthorization lets in. One that names no client it could recognize lets nobody in. Pure.
 *
 * @see "crds, 4"
 */
final class ServerAuthorizationJoin {
    private final MeshSettings settings;
    private final IdentityMatches identities;

    ServerAuthorizationJoin(MeshSettings settings) {
        this.settings = settings;
        this.identities = new IdentityMatches(settings.names());
    }

    Optional<Authorization> join(ServerAuthorization policy, Reasons reasons) {
        ResourceRef ref = ResourceRef.of(
                AuthorizationPolicyJoin.GROUP,
                "serverauthorization",
                "",
                policy.metadata().name());
        ServerAuthorization.Client client = policy.client();
        List<ClientNetwork> networks = client.networks().isEmpty() ? settings.clusterClients() : client.networks();
        Optional<Authorization> found =
                authentication(client).map(authentication -> new Authorization(ref, networks, authentication));
        found.ifPresentOrElse(
                authorization -> reasons.say(policy.id(), Verdict.APPLIES, () -> LetIn.text(authorization)),
                () -> reasons.say(
                        policy.id(), Verdict.REFUSED, () -> "names no client it could recognize: it lets nobody in"));
        return found;
    }

    private Optional<Authentication> authentication(ServerAuthorization.Client client) {
        return client.unauthenticated()
                ? Optional.of(new Authentication.Unauthenticated())
                : client.meshTls().flatMap(this::mesh);
    }

    private Optional<Authentication> mesh(ServerAuthorization.MeshTls tls) {
        if (tls.unauthenticatedTls()) {
            return Optional.of(new Authentication.AnyTls());
        }
        List<IdentityMatch> matches = Stream.concat(
                        tls.identities().stream().map(identities::named),
                        tls.serviceAccounts().stream()
                                .map(account -> identities.account(account.namespace(), account.name())))
                .flatMap(Optional::stream)
                .toList();
        return matches.isEmpty() ? Optional.empty() : Optional.of(new Authentication.MeshIdentity(matches));
    }
}
