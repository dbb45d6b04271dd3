package io.weft.identity.token;

import io.weft.core.WorkloadIdentity;
import java.util.Optional;

/** A service account. Both parts are DNS-1123 labels. */
public record ServiceAccount(String namespace, String name) {
    private static final String PREFIX = "system:serviceaccount:";

    /** @throws IllegalArgumentException if a part is not a DNS-1123 label */
    public ServiceAccount {
        if (!WorkloadIdentity.isLabel(namespace) || !WorkloadIdentity.isLabel(name)) {
            throw new IllegalArgumentException("not a service account: " + namespace + "/" + name);
        }
    }

    /** Reads {@code system:serviceaccount:NAMESPACE:NAME}; empty if it is anything else. */
    static Optional<ServiceAccount> parse(String subject) {
        String[] parts =
                subject.startsWith(PREFIX) ? subject.substring(PREFIX.length()).split(":", -1) : new String[0];
        return parts.length == 2 && WorkloadIdentity.isLabel(parts[0]) && WorkloadIdentity.isLabel(parts[1])
                ? Optional.of(new ServiceAccount(parts[0], parts[1]))
                : Optional.empty();
    }

    /** {@code system:serviceaccount:NAMESPACE:NAME}, as tokens say it. */
    String subject() {
        return PREFIX + namespace + ":" + name;
    }
}
