package io.weft.identity.ca;

import io.weft.core.WorkloadIdentity;
import io.weft.identity.token.ServiceAccount;

/** How this mesh forms identities. */
public record IdentityNaming(String controlPlaneNamespace, String trustDomain) {
    WorkloadIdentity identityOf(ServiceAccount account) {
        return WorkloadIdentity.of(account.name(), account.namespace(), controlPlaneNamespace, trustDomain);
    }
}
