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
}
