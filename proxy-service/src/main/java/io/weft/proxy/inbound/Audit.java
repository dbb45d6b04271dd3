package io.weft.proxy.inbound;

import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.inbound.policy.Verdict;
import java.util.function.Supplier;

/**
 * The authorization that admits everyone so that somebody can read who would have been denied.
 *
 * @see "proxy-behaviour, 7: audit"
 */
final class Audit {
    private static final ResourceRef AUDIT = ResourceRef.ofDefault("audit");

    private Audit() {}

    /** Says who was admitted to {@code what} if it was by that authorization. */
    static void log(RefusalLog log, Verdict.Permit permit, InboundConnection connection, Supplier<String> what) {
        if (permit.authorization().equals(AUDIT)) {
            log.info(
                    RefusalLog.Reason.AUDITED,
                    () -> "admitted by audit alone: %s for %s from %s (%s)"
                            .formatted(
                                    what.get(),
                                    connection.target(),
                                    connection.client(),
                                    connection
                                            .peer()
                                            .identity()
                                            .map(WorkloadIdentity::name)
                                            .orElse("no identity")));
        }
    }
}
