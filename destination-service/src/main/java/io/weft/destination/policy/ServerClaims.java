package io.weft.destination.policy;

import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.settings.Complaints;
import io.weft.destination.workloads.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which Server has which port of a workload: the first that claims it. Pure, but for complaints.
 *
 * @see "crds, 3.1: which Server wins"
 */
final class ServerClaims {
    private ServerClaims() {}

    /** @param servers in the order in which they claim */
    static Map<Integer, PolicyServer> of(Workload workload, List<PolicyServer> servers, Complaints complaints) {
        return of(workload, servers, complaints, 0, Reasons.NONE);
    }

    /** @param asked the port that {@code reasons} wants to hear of */
    static Map<Integer, PolicyServer> of(
            Workload workload, List<PolicyServer> servers, Complaints complaints, int asked, Reasons reasons) {
        Map<Integer, PolicyServer> claims = new HashMap<>();
        for (PolicyServer server : servers) {
            Set<Integer> claimed = server.ports(workload);
            if (!claimed.contains(asked)) {
                reasons.say(server.server().id(), Verdict.NO_MATCH, () -> server.elsewhere(workload));
            }
            for (int port : claimed) {
                PolicyServer holder = claims.putIfAbsent(port, server);
                if (port == asked) {
                    say(server, holder, reasons);
                }
                if (holder != null) {
                    complaints.say(
                            server.server().id() + " and " + holder.server().id() + " both claim port " + port + " of "
                                    + workload.id() + ": the latter, which is older or sorts first, has it");
                }
            }
        }
        return claims;
    }

    private static void say(PolicyServer server, @Nullable PolicyServer holder, Reasons reasons) {
        if (holder == null) {
            reasons.say(server.server().id(), Verdict.APPLIES, () -> "claims the port, the oldest that does");
        } else {
            reasons.say(
                    server.server().id(),
                    Verdict.OVERRIDDEN,
                    () -> holder.server().id() + ", which is older or sorts first, has the port");
        }
    }
}
