package io.weft.proxy.inbound.policy;

import io.weft.api.inbound.Authn;
import io.weft.api.inbound.Authn.PermitMeshTLS;
import io.weft.api.inbound.Authz;
import io.weft.api.inbound.IdentitySuffix;
import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.IdentityMatch;
import io.weft.proxy.control.AddressTranslator;
import io.weft.proxy.route.InvalidPolicyException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Authorizations on the wire and ours. Pure. Whatever cannot be read admits nobody.
 *
 * @see "wire-api, 10: Authz"
 */
final class AuthorizationTranslator {
    private static final ResourceRef UNNAMED = ResourceRef.ofDefault("unnamed");

    private AuthorizationTranslator() {}

    static List<Authorization> translate(List<Authz> messages) {
        return messages.stream().map(AuthorizationTranslator::translate).toList();
    }

    /**
     * One authorization.
     *
     * @throws InvalidPolicyException if a network or the authentication cannot be read
     */
    static Authorization translate(Authz message) {
        return new Authorization(
                ref(message),
                message.getNetworksList().stream()
                        .map(AuthorizationTranslator::network)
                        .toList(),
                authentication(message.getAuthentication()));
    }

    private static ResourceRef ref(Authz message) {
        if (message.hasMetadata()) {
            return ReferenceTranslator.read(message.getMetadata(), UNNAMED);
        }
        return message.getLabelsMap().containsKey("name")
                ? ReferenceTranslator.read(message.getLabelsMap(), "serverauthorization")
                : UNNAMED;
    }

    private static ClientNetwork network(io.weft.api.inbound.Network message) {
        try {
            return new ClientNetwork(
                    AddressTranslator.network(message.getNet()),
                    message.getExceptList().stream()
                            .map(AddressTranslator::network)
                            .toList());
        } catch (IllegalArgumentException wrong) {
            throw new InvalidPolicyException(String.valueOf(wrong.getMessage()));
        }
    }

    private static Authentication authentication(Authn message) {
        return switch (message.getPermitCase()) {
            case UNAUTHENTICATED -> new Authentication.Unauthenticated();
            case MESHTLS -> meshTls(message.getMeshTLS());
            case PERMIT_NOT_SET -> throw new InvalidPolicyException("an authorization without authentication");
        };
    }

    private static Authentication meshTls(PermitMeshTLS message) {
        return switch (message.getClientsCase()) {
            case UNAUTHENTICATED -> new Authentication.AnyTls();
            case IDENTITIES ->
                new Authentication.MeshIdentity(Stream.concat(
                                message.getIdentities().getIdentitiesList().stream()
                                        .map(identity -> exact(identity.getName())),
                                message.getIdentities().getSuffixesList().stream()
                                        .map(AuthorizationTranslator::suffix))
                        .flatMap(Optional::stream)
                        .toList());
            case CLIENTS_NOT_SET -> throw new InvalidPolicyException("mesh TLS without clients");
        };
    }

    /** Empty for URI identities: no client can prove one to this version. */
    private static Optional<IdentityMatch> exact(String name) {
        return name.endsWith(".")
                ? Optional.empty()
                : WorkloadIdentity.parse(name).map(IdentityMatch.Exact::new);
    }

    /** Only a suffix without any parts means everybody; one with an empty part means nobody. */
    private static Optional<IdentityMatch> suffix(IdentitySuffix message) {
        List<String> parts = message.getPartsList();
        return parts.contains("")
                ? Optional.empty()
                : Optional.of(new IdentityMatch.Suffix(String.join(".", parts).toLowerCase(Locale.ROOT)));
    }
}
