package io.weft.destination.policy;

import io.weft.destination.answers.WorkloadId;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.workloads.Workload;
import io.weft.kubernetes.resource.ProxyProtocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers what the policies say about workloads, remembering which Server has which port.
 *
 * <p>Threading: not safe; guarded by the lock of the one index that owns it.
 */
public final class InboundPolicies {
    private final PolicyIndex policies;
    private final Complaints complaints;
    private final InboundPolicyJoin join;
    private final Map<WorkloadId, Claimed> claimed = new HashMap<>();

    /** @param complaints hears about ports that several Servers claim */
    public InboundPolicies(MeshSettings settings, PolicyIndex policies, Complaints complaints) {
        this.policies = policies;
        this.complaints = complaints;
        this.join = new InboundPolicyJoin(settings);
    }

    private record Claimed(Workload workload, List<PolicyServer> servers, Map<Integer, PolicyServer> claims) {}

    public ServedPort port(Workload workload, int port) {
        Optional<PolicyServer> server = server(workload, port);
        return policies.quarantined(workload.namespace())
                ? join.quarantined(workload, port, server, Reasons.NONE)
                : join.join(workload, port, server, Reasons.NONE);
    }

    /** The same, joined anew, saying why. */
    public ServedPort port(Workload workload, int port, Reasons reasons) {
        List<PolicyServer> servers = policies.servers(workload.namespace());
        Optional<PolicyServer> server = Optional.ofNullable(
                        ServerClaims.of(workload, servers, complaints, port, reasons)
                                .get(port))
                .map(found -> policies.join(found.server(), reasons));
        return policies.quarantined(workload.namespace())
                ? join.quarantined(workload, port, server, reasons)
                : join.join(workload, port, server, reasons);
    }

    /** Whether the workload's proxy forwards the port without looking inside. */
    public boolean opaque(Workload workload, int port) {
        return server(workload, port)
                        .map(found -> found.server().proxyProtocol() == ProxyProtocol.OPAQUE)
                        .orElse(false)
                || workload.inbound().opaque().contains(port);
    }

    /** Forgets what is remembered of a workload that is gone. */
    public void forget(WorkloadId workload) {
        claimed.remove(workload);
    }

    private Optional<PolicyServer> server(Workload workload, int port) {
        List<PolicyServer> servers = policies.servers(workload.namespace());
        Claimed last = claimed.get(workload.id());
        if (last == null || !last.workload().equals(workload) || !last.servers().equals(servers)) {
            last = new Claimed(workload, servers, ServerClaims.of(workload, servers, complaints));
            claimed.put(workload.id(), last);
        }
        return Optional.ofNullable(last.claims().get(port));
    }
}
