package io.weft.destination.policy;

import io.weft.destination.settings.Complaints;
import io.weft.destination.workloads.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which Server has which port of a workload: the first that claims it. Pure, but for complaints.
 *
 * @see "crds, 3.1: which Server wins"
 */
final class ServerClaims {
    private ServerClaims() {}

    /** @param servers in the order in which they claim */
    static Map<Integer, PolicyServer> of(Workload workload, List<PolicyServer> servers, Complaints complaints) {
        Map<Integer, PolicyServer> claims = new HashMap<>();
        for (PolicyServer server : servers) {
            for (int port : server.ports(workload)) {
                PolicyServer holder = claims.putIfAbsent(port, server);
                if (holder != null) {
                    complaints.say(
                            server.server().id() + " and " + holder.server().id() + " both claim port " + port + " of "
                                    + workload.id() + ": the latter, which is older or sorts first, has it");
                }
            }
        }
        return claims;
    }
}
