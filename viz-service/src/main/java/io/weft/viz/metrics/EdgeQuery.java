package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Edges: one per client and destination, from the clients' outbound series; and one per destination with the client
 * {@code unmeshed}, from the servers' inbound series that name no client.
 *
 * <p>An edge is secured only if both ends say so and every connection of it does. Not counted: what never left the workload
 * (loopback), what answered a kubelet's probes, and our own scrapes.
 */
public final class EdgeQuery {
    private final Workloads workloads;
    private final EdgeRequest request;
    private final ProbedPorts probed;
    private final EdgeEnds ends;
    private final OwnScrapes scrapes;
    private final Map<ResourceName, ServerSide> servers = new HashMap<>();
    private final Map<ResourceName, Map<ResourceName, Edge>> edges = new TreeMap<>(); // by client, by destination

    private EdgeQuery(Workloads workloads, EdgeRequest request, ProbedPorts probed) {
        this.workloads = workloads;
        this.request = request;
        this.probed = probed;
        ends = new EdgeEnds(request.type());
        scrapes = OwnScrapes.of(workloads);
        for (Workload workload : workloads.all()) {
            ends.of(workload).ifPresent(name -> server(name).addWorkload(workload.identity()));
        }
    }

    public static EdgesJson answer(Workloads workloads, List<Observation> observed, EdgeRequest request) {
        EdgeQuery query = new EdgeQuery(workloads, request, ProbedPorts.of(observed));
        observed.forEach(query::add);
        return EdgesJson.of(query.report());
    }

    private void add(Observation observed) {
        Workload teller = workloads.get(observed.workload());
        if (teller == null || !observed.family().isTraffic() || scrapes.includes(observed)) {
            return;
        }
        Optional<ResourceName> self = ends.of(teller);
        if (self.isEmpty()) {
            return;
        }
        if (observed.isOutbound()) {
            ends.destination(observed).ifPresent(dst -> edge(self.get(), dst).addOutbound(teller.identity(), observed));
        } else if (observed.isInbound()) {
            addInbound(self.get(), observed);
        }
    }

    private void addInbound(ResourceName self, Observation observed) {
        switch (PeerProof.ofClient(observed, probed)) {
            case MESHED -> server(self).addSeenClient(observed.label("client_id"));
            case NAMELESS -> edge(EdgeEnds.UNMESHED, self).addNameless(observed);
            case NO_PEER -> {}
        }
    }

    private Edge edge(ResourceName src, ResourceName dst) {
        return edges.computeIfAbsent(src, key -> new TreeMap<>()).computeIfAbsent(dst, key -> new Edge(src, dst));
    }

    private ServerSide server(ResourceName name) {
        return servers.computeIfAbsent(name, key -> new ServerSide());
    }

    private List<EdgeJson> report() {
        return edges.values().stream()
                .flatMap(bySource -> bySource.values().stream())
                .filter(edge -> request.selects(edge.src(), edge.dst()))
                .map(edge -> edge.report(servers.get(edge.dst())))
                .toList();
    }
}
