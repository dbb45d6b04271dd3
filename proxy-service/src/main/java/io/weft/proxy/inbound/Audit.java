package io.weft.proxy.inbound;

import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.inbound.policy.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authorization that admits everyone so that somebody can read who would have been denied.
 *
 * @see "proxy-behaviour, 7: audit"
 */
final class Audit {
    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final ResourceRef AUDIT = ResourceRef.ofDefault("audit");

    private Audit() {}

    /** Says who was admitted to {@code what} if it was by that authorization. */
    static void log(Verdict.Permit permit, InboundConnection connection, String what) {
        if (permit.authorization().equals(AUDIT)) {
            log.info(
                    "admitted by audit alone: {} for {} from {} ({})",
                    what,
                    connection.target(),
                    connection.client(),
                    connection.peer().identity().map(WorkloadIdentity::name).orElse("no identity"));
        }
    }
}
