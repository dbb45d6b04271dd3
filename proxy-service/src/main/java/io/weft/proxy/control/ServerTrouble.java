package io.weft.proxy.control;

import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.errors.RootCause;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps services of the control plane from proving themselves. Connections are tried again and again; a reason is said
 * when it changes, and kept for whoever waits in vain.
 *
 * <p>Threading: safe from any thread.
 */
final class ServerTrouble {
    private static final Logger log = LoggerFactory.getLogger(ServerTrouble.class);

    private final ControlFailures failures;
    private final Map<WorkloadIdentity, String> reasons = new ConcurrentHashMap<>();

    ServerTrouble(ControlFailures failures) {
        this.failures = failures;
    }

    void failed(WorkloadIdentity server, Throwable cause) {
        failures.count(cause);
        String reason = RootCause.of(cause);
        if (!reason.equals(reasons.put(server, reason))) {
            log.warn("no TLS with {}: {}", server, reason);
        }
    }

    void proven(WorkloadIdentity server) {
        reasons.remove(server);
    }

    /** Why the last handshake with this service failed; empty if it did not. */
    Optional<String> of(ControlPlane service) {
        return service.identity().map(reasons::get);
    }
}
