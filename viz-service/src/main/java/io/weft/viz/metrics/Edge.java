package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is gathered about one edge from the client's side, or from the server's if the client is unmeshed. */
final class Edge {
    private final ResourceName src;
    private final ResourceName dst;
    private final Tally tally;
    private final Set<String> clientIds = new TreeSet<>();
    private final Set<String> serverIds = new TreeSet<>();
    private final Set<String> reasons = new TreeSet<>(); // why some of the traffic carries no identity

    Edge(ResourceName src, ResourceName dst) {
        this.src = src;
        this.dst = dst;
        // The connections of the side that tells: a client's to its servers, a server's from its clients.
        tally = new Tally(src.equals(EdgeEnds.UNMESHED) ? "src" : "dst");
    }

    ResourceName src() {
        return src;
    }

    ResourceName dst() {
        return dst;
    }

    /** One of the client's own series. */
    void addOutbound(String clientId, Observation observed) {
        tally.add(observed);
        clientIds.add(clientId);
        if (PeerProof.ofServer(observed) == PeerProof.MESHED) {
            serverIds.add(observed.label("server_id"));
        } else {
            reasons.add(NoIdentity.reason(observed));
        }
    }

    /** One of the server's series that names no client. */
    void addNameless(Observation observed) {
        tally.add(observed);
        reasons.add(NoIdentity.reason(observed));
    }

    /** {@code servers} is what the destination's workloads prove and saw. */
    EdgeJson report(@Nullable ServerSide servers) {
        String denial = denial(servers);
        return new EdgeJson(
                src,
                dst,
                String.join(",", clientIds),
                String.join(",", serverIds),
                denial,
                denial.isEmpty(),
                tally.requests(),
                tally.requests() == 0 ? null : (double) tally.successes() / tally.requests(),
                tally.quantile(0.5),
                tally.quantile(0.95),
                tally.quantile(0.99),
                tally.tcpStats(),
                tally.seconds());
    }

    private String denial(@Nullable ServerSide servers) {
        if (!reasons.isEmpty()) {
            return String.join(", ", reasons);
        }
        if (servers == null || clientIds.isEmpty() || clientIds.contains("") || !servers.saw(clientIds)) {
            return NoIdentity.NOT_CONFIRMED;
        }
        return servers.proves(serverIds) ? "" : NoIdentity.OTHER_SERVER;
    }
}
