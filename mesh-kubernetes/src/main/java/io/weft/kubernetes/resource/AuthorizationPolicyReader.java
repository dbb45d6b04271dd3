package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.AuthorizationPolicy.AuthenticationKind;
import io.weft.kubernetes.resource.AuthorizationPolicy.AuthenticationRef;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetKind;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetRef;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads AuthorizationPolicies.
 *
 * @see "crds, 5"
 */
final class AuthorizationPolicyReader implements KindReader {
    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field spec = root.get("spec").objectOf("targetRef", "requiredAuthenticationRefs");
        Field refs = spec.get("requiredAuthenticationRefs");
        refs.require(refs.isPresent(), "a list, empty if need be, is required");
        return new AuthorizationPolicy(
                metadata,
                target(spec.get("targetRef").objectOf("group", "kind", "name"), metadata.namespace()),
                refs(refs, metadata));
    }

    private static TargetRef target(Field ref, String namespace) {
        TargetKind kind = targetKind(ref)
                .orElseThrow(() -> ref.get("kind")
                        .refuse("Server, Namespace, HTTPRoute or GRPCRoute, each with its group, is allowed"));
        Field name = ref.get("name");
        name.require(
                kind != TargetKind.NAMESPACE || name.string().equals(namespace),
                "the policy's own namespace, '" + namespace + "', is allowed");
        return new TargetRef(kind, Names.subdomain(name));
    }

    private static Optional<TargetKind> targetKind(Field ref) {
        String group = ref.get("group").stringOr(Groups.CORE);
        String kind = ref.get("kind").string();
        return Arrays.stream(TargetKind.values())
                .filter(each -> Groups.same(each.group(), group) && each.kind().equalsIgnoreCase(kind))
                .findFirst();
    }

    private static List<AuthenticationRef> refs(Field field, Metadata metadata) {
        Set<AuthenticationKind> seen = EnumSet.noneOf(AuthenticationKind.class);
        return field.items(item -> {
            AuthenticationRef ref = ref(item.objectOf("group", "kind", "name", "namespace"), metadata.namespace());
            item.require(
                    seen.add(ref.kind()),
                    "one " + ref.kind().kind() + " is allowed; write one policy for each instead");
            item.require(
                    !seen.contains(AuthenticationKind.MESH_TLS) || !seen.contains(AuthenticationKind.SERVICE_ACCOUNT),
                    "a MeshTLSAuthentication or a ServiceAccount is allowed, not both");
            return ref;
        });
    }

    private static AuthenticationRef ref(Field ref, String namespace) {
        AuthenticationKind kind = authenticationKind(ref)
                .orElseThrow(() -> ref.get("kind")
                        .refuse("MeshTLSAuthentication, NetworkAuthentication or ServiceAccount, each with its group,"
                                + " is allowed"));
        return new AuthenticationRef(
                kind,
                ref.get("namespace").ifPresent().map(Names::label).orElse(namespace),
                Names.subdomain(ref.get("name")));
    }

    private static Optional<AuthenticationKind> authenticationKind(Field ref) {
        String group = ref.get("group").stringOr(Groups.CORE);
        String kind = ref.get("kind").string();
        return Arrays.stream(AuthenticationKind.values())
                .filter(each -> Groups.same(each.group(), group) && each.kind().equalsIgnoreCase(kind))
                .findFirst();
    }
}
