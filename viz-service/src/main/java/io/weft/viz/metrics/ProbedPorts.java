package io.weft.viz.metrics;

import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.WorkloadKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the probes of a workload, which a kubelet sends in plaintext, from clients without a sidecar. Requests say by their
 * route what they are; the connections that carried them do not, so on a port where every nameless request was a probe the
 * plaintext connections are probes too. Where destination-service knows no network that probes come from, as on one machine,
 * there is no such route, and everybody is a client.
 */
final class ProbedPorts {
    private record Port(WorkloadKey workload, String target) {}

    private final Set<Port> probed = new HashSet<>();
    private final Set<Port> called = new HashSet<>();

    private ProbedPorts() {}

    static ProbedPorts of(List<Observation> observed) {
        ProbedPorts ports = new ProbedPorts();
        observed.stream()
                .filter(each -> each.family() == Family.RESPONSES && each.isInbound() && isNameless(each))
                .forEach(each -> (isPlaintext(each) && isProbe(each) ? ports.probed : ports.called).add(port(each)));
        return ports;
    }

    /** Whether nothing but probes is behind a nameless inbound observation. */
    boolean explain(Observation observed) {
        return isPlaintext(observed) && isOfProbes(observed);
    }

    private boolean isOfProbes(Observation observed) {
        return switch (observed.family()) {
            case OPEN_CONNECTIONS, READ_BYTES, WRITE_BYTES ->
                probed.contains(port(observed)) && !called.contains(port(observed));
            default -> isProbe(observed);
        };
    }

    /** Whether it is of requests that a probe's route took. */
    static boolean isProbe(Observation observed) {
        return observed.label("route_kind").equals("default")
                && observed.label("route_name").equals("probe");
    }

    /** Not a handshake without a certificate: a kubelet makes none. */
    private static boolean isPlaintext(Observation observed) {
        return observed.label("tls").equals("no_identity");
    }

    private static boolean isNameless(Observation observed) {
        return observed.label("client_id").isEmpty();
    }

    private static Port port(Observation observed) {
        return new Port(observed.workload(), observed.label("target_addr"));
    }
}
