package io.weft.core.policy;

import io.weft.core.WorkloadIdentity;

/** Which mesh identities an authorization means. */
public sealed interface IdentityMatch {
    boolean matches(WorkloadIdentity identity);

    /** One identity, to the letter. */
    record Exact(WorkloadIdentity identity) implements IdentityMatch {
        @Override
        public boolean matches(WorkloadIdentity other) {
            return identity.equals(other);
        }
    }

    /**
     * Every identity with one or more labels before {@code suffix}.
     *
     * @param suffix lower case, no leading dot; empty matches every identity
     */
    record Suffix(String suffix) implements IdentityMatch {
        @Override
        public boolean matches(WorkloadIdentity other) {
            return suffix.isEmpty() || other.name().endsWith("." + suffix);
        }
    }

    /**
     * A SPIFFE id, to the letter. Weft's own workloads prove DNS names, so it matches none of them.
     *
     * @param id {@code spiffe://trust-domain/path}
     */
    record Spiffe(String id) implements IdentityMatch {
        @Override
        public boolean matches(WorkloadIdentity other) {
            return false;
        }
    }
}
