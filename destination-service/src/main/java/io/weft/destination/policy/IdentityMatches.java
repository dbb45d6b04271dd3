package io.weft.destination.policy;

import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.IdentityMatch;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.MeshTlsAuthentication;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns names in policies into identities. A name that can belong to nobody matches nobody. Pure.
 *
 * @see "crds, 6; brief-vs-linkerd, 4.2"
 */
final class IdentityMatches {
    private static final IdentityMatch ANY = new IdentityMatch.Suffix("");

    private final MeshSettings.Names names;

    IdentityMatches(MeshSettings.Names names) {
        this.names = names;
    }

    List<IdentityMatch> of(MeshTlsAuthentication authentication) {
        return Stream.concat(
                        authentication.identities().stream().map(this::named),
                        authentication.identityRefs().stream().map(this::referred))
                .flatMap(Optional::stream)
                .toList();
    }

    /** {@code *}, {@code *.suffix}, a SPIFFE id, or a DNS name to the letter. */
    Optional<IdentityMatch> named(String text) {
        if (text.equals("*")) {
            return Optional.of(ANY);
        }
        if (text.startsWith("spiffe://")) {
            return Optional.of(new IdentityMatch.Spiffe(text));
        }
        if (text.startsWith("*.")) {
            return WorkloadIdentity.parse(text.substring(2)).map(suffix -> new IdentityMatch.Suffix(suffix.name()));
        }
        return WorkloadIdentity.parse(text).map(IdentityMatch.Exact::new);
    }

    Optional<IdentityMatch> account(String namespace, String name) {
        return WorkloadIdentity.isLabel(name) && WorkloadIdentity.isLabel(namespace)
                ? Optional.of(new IdentityMatch.Exact(
                        WorkloadIdentity.of(name, namespace, names.controlPlaneNamespace(), names.trustDomain())))
                : Optional.empty();
    }

    private Optional<IdentityMatch> referred(MeshTlsAuthentication.IdentityRef ref) {
        return switch (ref) {
            case MeshTlsAuthentication.AnyIdentity() -> Optional.of(ANY);
            case MeshTlsAuthentication.EveryServiceAccount(String namespace) ->
                Optional.of(new IdentityMatch.Suffix(names.identitySuffix(namespace)));
            case MeshTlsAuthentication.ServiceAccount(String namespace, String name) -> account(namespace, name);
        };
    }
}
