package io.weft.destination.policy;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.IdentityMatch;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.AuthorizationPolicy;
import io.weft.kubernetes.resource.AuthorizationPolicy.AuthenticationKind;
import io.weft.kubernetes.resource.AuthorizationPolicy.AuthenticationRef;
import io.weft.kubernetes.resource.NetworkAuthentication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom an AuthorizationPolicy lets in: clients from its networks that have one of its identities. Pure.
 *
 * @see "crds, 5; brief-vs-linkerd, 4.5"
 */
final class AuthorizationPolicyJoin {
    static final String GROUP = "policy.linkerd.io";

    private final boolean emptyAllows;
    private final IdentityMatches identities;

    AuthorizationPolicyJoin(MeshSettings settings) {
        this.emptyAllows = settings.emptyAuthenticationAllows();
        this.identities = new IdentityMatches(settings.names());
    }

    /**
     * The authorization; empty where a policy requires nothing and such policies let nobody in.
     *
     * @throws MissingReferenceException if something it refers to is not there; then it must let nobody in
     */
    Optional<Authorization> join(AuthorizationPolicy policy, Authentications authentications, Reasons reasons) {
        List<AuthenticationRef> refs = policy.requiredAuthenticationRefs();
        if (refs.isEmpty() && !emptyAllows) {
            reasons.say(policy.id(), Verdict.REFUSED, () -> "requires nothing, and such policies let nobody in");
            return Optional.empty();
        }
        List<ClientNetwork> networks = new ArrayList<>();
        List<IdentityMatch> clients = new ArrayList<>();
        for (AuthenticationRef ref : refs) {
            switch (ref.kind()) {
                case NETWORK -> networks.addAll(network(ref, authentications).networks());
                case MESH_TLS -> clients.addAll(meshTls(ref, authentications));
                case SERVICE_ACCOUNT ->
                    identities.account(ref.namespace(), ref.name()).ifPresent(clients::add);
            }
        }
        Authorization found = new Authorization(
                ResourceRef.of(
                        GROUP, "authorizationpolicy", "", policy.metadata().name()),
                asks(refs, AuthenticationKind.NETWORK) ? networks : ClientNetwork.everywhere(),
                asks(refs, AuthenticationKind.MESH_TLS) || asks(refs, AuthenticationKind.SERVICE_ACCOUNT)
                        ? new Authentication.MeshIdentity(clients)
                        : new Authentication.Unauthenticated());
        reasons.say(policy.id(), Verdict.APPLIES, () -> LetIn.text(found));
        return Optional.of(found);
    }

    private static boolean asks(List<AuthenticationRef> refs, AuthenticationKind kind) {
        return refs.stream().anyMatch(ref -> ref.kind() == kind);
    }

    private static NetworkAuthentication network(AuthenticationRef ref, Authentications authentications) {
        return authentications
                .network(ref.namespace(), ref.name())
                .orElseThrow(() -> new MissingReferenceException(ref));
    }

    private List<IdentityMatch> meshTls(AuthenticationRef ref, Authentications authentications) {
        return authentications
                .meshTls(ref.namespace(), ref.name())
                .map(identities::of)
                .orElseThrow(() -> new MissingReferenceException(ref));
    }

    /** A policy refers to an object that is not there. */
    static final class MissingReferenceException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingReferenceException(AuthenticationRef ref) {
            super(ref.kind().kind() + " " + ref.namespace() + "/" + ref.name(), null, false, false);
        }
    }
}
