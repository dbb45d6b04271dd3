package io.weft.proxy.config;

import io.weft.core.Authority;
import io.weft.core.WorkloadIdentity;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a control-plane service is.
 *
 * @param address as configured: a name keeps its trailing dot
 * @param identity whom to expect there; empty exactly where the address is loopback: plaintext, no limits on streams
 */
public record ControlPlane(Authority address, Optional<WorkloadIdentity> identity) {
    private static final String LOCALHOST = "localhost.";

    static boolean isLoopback(Authority address) {
        return address.host().equals(LOCALHOST)
                || literal(address.host()).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    public boolean isLoopback() {
        return identity.isEmpty();
    }

    /** Without the trailing dot of an absolute name. */
    public String host() {
        String host = address.host();
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
