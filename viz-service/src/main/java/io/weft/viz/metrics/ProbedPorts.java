package io.weft.viz.metrics;

import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.WorkloadKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the probes of a workload from clients without a sidecar. Requests say by their route what they are; the connections
 * that carried them do not, so on a port where every nameless request was a probe the nameless connections are probes too.
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
                .forEach(each -> (isProbe(each) ? ports.probed : ports.called).add(port(each)));
        return ports;
    }

    /** Whether nothing but probes is behind a nameless inbound observation. */
    boolean explain(Observation observed) {
        return switch (observed.family()) {
            case RESPONSES, LATENCY_BUCKETS -> isProbe(observed);
            case OPEN_CONNECTIONS, READ_BYTES, WRITE_BYTES ->
                probed.contains(port(observed)) && !called.contains(port(observed));
        };
    }

    private static boolean isProbe(Observation observed) {
        return observed.label("route_kind").equals("default")
                && observed.label("route_name").equals("probe");
    }

    private static boolean isNameless(Observation observed) {
        return observed.label("client_id").isEmpty();
    }

    private static Port port(Observation observed) {
        return new Port(observed.workload(), observed.label("target_addr"));
    }
}
