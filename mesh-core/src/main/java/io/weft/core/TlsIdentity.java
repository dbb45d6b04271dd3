package io.weft.core;

/**
 * What a client must see before it trusts an endpoint.
 *
 * @param identity the DNS SAN the endpoint's certificate must carry, compared exactly
 * @param serverName what to write in SNI; often, but not always, the identity
 */
public record TlsIdentity(WorkloadIdentity identity, String serverName) {
    public static TlsIdentity of(WorkloadIdentity identity) {
        return new TlsIdentity(identity, identity.name());
    }
}
