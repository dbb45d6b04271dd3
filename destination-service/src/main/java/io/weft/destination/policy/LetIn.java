package io.weft.destination.policy;

import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.IdentityMatch;
import java.util.List;
import java.util.stream.Collectors;

/** Whom an authorization lets in, in words. Pure. */
final class LetIn {
    private LetIn() {}

    static String text(Authorization authorization) {
        return "lets in " + who(authorization.authentication()) + where(authorization.networks());
    }

    private static String who(Authentication authentication) {
        return switch (authentication) {
            case Authentication.Unauthenticated() -> "everybody";
            case Authentication.AnyTls() -> "whoever speaks TLS";
            case Authentication.MeshIdentity(var matches) ->
                matches.isEmpty()
                        ? "nobody"
                        : matches.stream().map(LetIn::identity).collect(Collectors.joining(", "));
        };
    }

    private static String identity(IdentityMatch match) {
        return switch (match) {
            case IdentityMatch.Exact(var identity) -> identity.name();
            case IdentityMatch.Spiffe(String id) -> id;
            case IdentityMatch.Suffix(String suffix) -> suffix.isEmpty() ? "every meshed client" : "*." + suffix;
        };
    }

    private static String where(List<ClientNetwork> networks) {
        return networks.equals(ClientNetwork.everywhere())
                ? ""
                : " from " + networks.stream().map(LetIn::network).collect(Collectors.joining(", "));
    }

    private static String network(ClientNetwork network) {
        return network.except().isEmpty()
                ? network.network().toString()
                : network.network() + " except " + network.except();
    }
}
