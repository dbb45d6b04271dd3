package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.MeshTlsAuthentication.AnyIdentity;
import io.weft.kubernetes.resource.MeshTlsAuthentication.EveryServiceAccount;
import io.weft.kubernetes.resource.MeshTlsAuthentication.IdentityRef;
import io.weft.kubernetes.resource.MeshTlsAuthentication.ServiceAccount;
import java.util.Optional;

/**
 * Reads MeshTLSAuthentications.
 *
 * @see "crds, 6; brief-vs-linkerd, 4.2"
 */
final class MeshTlsAuthenticationReader implements KindReader {
    private static final String ANY = "*";

    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field spec = root.get("spec").objectOf("identities", "identityRefs");
        Field identities = spec.get("identities");
        Field refs = spec.get("identityRefs");
        spec.require(
                identities.isPresent() != refs.isPresent(), "exactly one of identities and identityRefs is required");
        requireItems(identities);
        requireItems(refs);
        return new MeshTlsAuthentication(
                metadata,
                identities.items(IdentityPattern::read),
                refs.items(ref -> ref(ref.objectOf("group", "kind", "name", "namespace"), metadata)));
    }

    private static void requireItems(Field list) {
        list.require(!list.isPresent() || !list.items().isEmpty(), "at least one is required");
    }

    private static IdentityRef ref(Field ref, Metadata metadata) {
        String group = ref.get("group").stringOr(Groups.CORE);
        String kind = ref.get("kind").string();
        boolean core = Groups.same(Groups.CORE, group);
        if (core && kind.equalsIgnoreCase("ServiceAccount")) {
            return account(ref, metadata.namespace());
        }
        if (core && kind.equalsIgnoreCase("Namespace")) {
            Field namespace = ref.get("namespace");
            namespace.require(!namespace.isPresent(), "it must not be given with kind Namespace");
            return new EveryServiceAccount(Names.label(ref.get("name")));
        }
        throw ref.get("kind").refuse("ServiceAccount or Namespace, of group core, is allowed");
    }

    private static IdentityRef account(Field ref, String own) {
        Optional<String> namespace = ref.get("namespace").ifPresent().map(Names::label);
        if (ref.get("name").string().equals(ANY)) {
            return namespace.<IdentityRef>map(EveryServiceAccount::new).orElseGet(AnyIdentity::new);
        }
        return new ServiceAccount(namespace.orElse(own), Names.subdomain(ref.get("name")));
    }
}
