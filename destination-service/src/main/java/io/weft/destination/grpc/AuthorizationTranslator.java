package io.weft.destination.grpc;

import io.weft.api.inbound.Authn;
import io.weft.api.inbound.Authn.PermitMeshTLS;
import io.weft.api.inbound.Authn.PermitMeshTLS.PermitClientIdentities;
import io.weft.api.inbound.Authn.PermitUnauthenticated;
import io.weft.api.inbound.Authz;
import io.weft.api.inbound.Identity;
import io.weft.api.inbound.IdentitySuffix;
import io.weft.api.inbound.Network;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.IdentityMatch;
import java.util.List;

/** Who may connect. Pure. */
final class AuthorizationTranslator {
    private static final PermitUnauthenticated ANYONE = PermitUnauthenticated.getDefaultInstance();

    private AuthorizationTranslator() {}

    static Authz toMessage(Authorization authorization) {
        return Authz.newBuilder()
                .addAllNetworks(authorization.networks().stream()
                        .map(AuthorizationTranslator::network)
                        .toList())
                .setAuthentication(authentication(authorization.authentication()))
                .putAllLabels(MetaTranslator.labels(authorization.ref()))
                .setMetadata(MetaTranslator.toMessage(authorization.ref()))
                .build();
    }

    private static Network network(ClientNetwork network) {
        return Network.newBuilder()
                .setNet(NetTranslator.toMessage(network.network()))
                .addAllExcept(
                        network.except().stream().map(NetTranslator::toMessage).toList())
                .build();
    }

    private static Authn authentication(Authentication authentication) {
        return switch (authentication) {
            case Authentication.Unauthenticated() ->
                Authn.newBuilder().setUnauthenticated(ANYONE).build();
            case Authentication.AnyTls() ->
                Authn.newBuilder()
                        .setMeshTLS(PermitMeshTLS.newBuilder().setUnauthenticated(ANYONE))
                        .build();
            case Authentication.MeshIdentity(var identities) ->
                Authn.newBuilder()
                        .setMeshTLS(PermitMeshTLS.newBuilder().setIdentities(clients(identities)))
                        .build();
        };
    }

    private static PermitClientIdentities clients(List<IdentityMatch> identities) {
        PermitClientIdentities.Builder clients = PermitClientIdentities.newBuilder();
        for (IdentityMatch identity : identities) {
            switch (identity) {
                case IdentityMatch.Exact(var exact) -> clients.addIdentities(name(exact.name()));
                case IdentityMatch.Spiffe(String id) -> clients.addIdentities(name(id));
                case IdentityMatch.Suffix(String suffix) -> clients.addSuffixes(suffix(suffix));
            }
        }
        return clients.build();
    }

    private static Identity name(String name) {
        return Identity.newBuilder().setName(name).build();
    }

    /** No labels at all stand for every identity. */
    private static IdentitySuffix suffix(String suffix) {
        return suffix.isEmpty()
                ? IdentitySuffix.getDefaultInstance()
                : IdentitySuffix.newBuilder()
                        .addAllParts(List.of(suffix.split("\\.", -1)))
                        .build();
    }
}
