package io.weft.viz.metrics;

import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who would lose access if defaults became {@code deny}: callers of ports without a Server, which the workload's default policy
 * lets in, and callers whom a Server lets in by nothing but its {@code accessPolicy}. Whom an authorization names stays. A
 * kubelet's probes stay as well, and are left out, and so are our own scrapes. Who is connected counts, however long ago it
 * was let in.
 *
 * @see "crds, 3.2 and 3.3"
 */
public final class DefaultDenyQuery {
    private static final EdgeEnds ENDS = new EdgeEnds(Optional.empty());
    private static final String BY_DEFAULT = "default";
    private static final String DENY = "deny";

    private final Workloads workloads;
    private final OwnScrapes scrapes;
    private final ProbedPorts probed;
    private final Map<Port, Callers> ports = new TreeMap<>(Comparator.comparing(Port::workload)
            .thenComparing(Port::port)
            .thenComparing(Port::server)
            .thenComparing(Port::policy));

    private DefaultDenyQuery(Workloads workloads, List<Observation> observed) {
        this.workloads = workloads;
        scrapes = OwnScrapes.of(workloads);
        probed = ProbedPorts.of(observed);
    }

    private record Port(ResourceName workload, String port, String server, String policy) {}

    private record Client(String id, boolean tls) {}

    public static DefaultDenyJson answer(Workloads workloads, List<Observation> observed) {
        DefaultDenyQuery query = new DefaultDenyQuery(workloads, observed);
        observed.forEach(query::add);
        return query.report();
    }

    private void add(Observation observed) {
        Workload teller = workloads.get(observed.workload());
        if (teller == null
                || !letsIn(observed)
                || PeerProof.ofClient(observed, probed) == PeerProof.NO_PEER
                || scrapes.includes(observed)) {
            return;
        }
        ENDS.of(teller)
                .flatMap(workload -> port(workload, observed))
                .ifPresent(port ->
                        ports.computeIfAbsent(port, key -> new Callers()).add(observed));
    }

    private static boolean letsIn(Observation observed) {
        return switch (observed.family()) {
            case REQUESTS_ALLOWED, CONNECTIONS_ALLOWED -> !ProbedPorts.isProbe(observed);
            case OPEN_CONNECTIONS -> observed.isInbound();
            default -> false;
        };
    }

    /** Empty if a default has nothing to do with it. */
    private static Optional<Port> port(ResourceName workload, Observation observed) {
        String target = observed.label("target_addr");
        String port = target.substring(target.lastIndexOf(':') + 1);
        if (observed.label("srv_kind").equals(BY_DEFAULT)) {
            String policy = observed.label("srv_name");
            return policy.equals(DENY) ? Optional.empty() : Optional.of(new Port(workload, port, "", policy));
        }
        return observed.label("authz_kind").equals(BY_DEFAULT)
                ? Optional.of(new Port(workload, port, observed.label("srv_name"), observed.label("authz_name")))
                : Optional.empty();
    }

    private DefaultDenyJson report() {
        Map<String, Set<ResourceName>> provers = workloads.all().stream()
                .filter(workload -> !workload.identity().isEmpty())
                .collect(Collectors.groupingBy(
                        Workload::identity,
                        Collectors.flatMapping(
                                workload -> ENDS.of(workload).stream(), Collectors.toCollection(TreeSet::new))));
        PodSelectors selectors = PodSelectors.of(workloads);
        return new DefaultDenyJson(new DefaultDenyJson.Ok(ports.entrySet().stream()
                .map(entry -> json(entry.getKey(), entry.getValue(), provers, selectors))
                .toList()));
    }

    private static DefaultDenyJson.Port json(
            Port port, Callers callers, Map<String, Set<ResourceName>> provers, PodSelectors selectors) {
        PodSelectors.Selector selector = selectors.of(port.workload);
        return new DefaultDenyJson.Port(
                port.workload,
                port.port,
                port.policy,
                port.server,
                callers.protocol(),
                callers.report(provers),
                selector.matchLabels(),
                selector.others());
    }

    /** Of one port. Not thread-safe. */
    private static final class Callers {
        private final Map<Client, Sums> sums =
                new TreeMap<>(Comparator.comparing(Client::id).thenComparing(Client::tls));
        private boolean http;
        private boolean opaque;

        void add(Observation observed) {
            Client client = new Client(
                    observed.label("client_id"), observed.label("tls").equals("true"));
            sums.computeIfAbsent(client, key -> new Sums()).add(observed);
            http |= observed.family() == Family.REQUESTS_ALLOWED;
            opaque |= observed.family() == Family.CONNECTIONS_ALLOWED;
        }

        String protocol() {
            if (http) {
                return "http";
            }
            return opaque ? "opaque" : "unknown";
        }

        List<DefaultDenyJson.Caller> report(Map<String, Set<ResourceName>> provers) {
            return sums.entrySet().stream()
                    .map(entry -> entry.getValue().report(entry.getKey(), provers))
                    .toList();
        }
    }

    /** Of one caller. Not thread-safe. */
    private static final class Sums {
        private Occurrences admitted = new Occurrences(0, 0);
        private double open;

        void add(Observation observed) {
            if (observed.family() == Family.OPEN_CONNECTIONS) {
                open += observed.value();
            } else {
                admitted = admitted.plus(Occurrences.of(observed));
            }
        }

        DefaultDenyJson.Caller report(Client client, Map<String, Set<ResourceName>> provers) {
            return new DefaultDenyJson.Caller(
                    client.id,
                    client.tls,
                    List.copyOf(provers.getOrDefault(client.id, Set.of())),
                    admitted.count(),
                    Math.round(open),
                    admitted.seconds());
        }
    }
}
