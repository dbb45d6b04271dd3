package io.weft.kubernetes.resource;

import java.util.List;

/**
 * A set of mesh identities: exactly one of the two lists has entries.
 *
 * @param identities {@code *}, {@code *.suffix}, an exact DNS name, or {@code spiffe://domain/path}
 * @param identityRefs service accounts
 * @see "crds, 6; brief-vs-linkerd, 4.2"
 */
public record MeshTlsAuthentication(Metadata metadata, List<String> identities, List<IdentityRef> identityRefs)
        implements Resource {
    public MeshTlsAuthentication {
        identities = List.copyOf(identities);
        identityRefs = List.copyOf(identityRefs);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.MESH_TLS_AUTHENTICATION;
    }

    /** Service accounts a reference means. */
    public sealed interface IdentityRef {}

    /** One account; the namespace is the document's own where the reference says nothing. */
    public record ServiceAccount(String namespace, String name) implements IdentityRef {}

    /** Every account of a namespace: a Namespace reference, or the account {@code *} with a namespace. */
    public record EveryServiceAccount(String namespace) implements IdentityRef {}

    /** Every account of the mesh: the account {@code *} without a namespace. */
    public record AnyIdentity() implements IdentityRef {}
}
