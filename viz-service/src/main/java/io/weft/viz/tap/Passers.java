package io.weft.viz.tap;

import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Who has an address. Sidecars know that of whom they send to; of whom they hear from they know the identity.
 *
 * <p>Threading: one thread at a time.
 */
final class Passers {
    private final Supplier<Workloads> workloads;
    private Workloads known = Workloads.NONE;
    private Map<InetAddress, Map<String, String>> byAddress = Map.of();

    Passers(Supplier<Workloads> workloads) {
        this.workloads = workloads;
    }

    /** As Kubernetes' words for a workload and its owner; empty if it is nobody's we know. */
    Map<String, String> labels(InetAddress address) {
        Workloads now = workloads.get();
        if (!now.equals(known)) {
            known = now;
            byAddress = index(now);
        }
        return byAddress.getOrDefault(address, Map.of());
    }

    private static Map<InetAddress, Map<String, String>> index(Workloads workloads) {
        Map<InetAddress, Map<String, String>> index = new HashMap<>();
        for (Workload workload : workloads.all()) {
            workload.admin().or(workload::tap).ifPresent(address -> index.put(address.getAddress(), labels(workload)));
        }
        return index;
    }

    private static Map<String, String> labels(Workload workload) {
        Map<String, String> labels = new HashMap<>();
        labels.put("namespace", workload.key().namespace());
        labels.put(workload.key().kind(), workload.key().name());
        if (!workload.ownerKind().isEmpty()) {
            labels.put(workload.ownerKind().equals("job") ? "k8s_job" : workload.ownerKind(), workload.ownerName());
        }
        if (!workload.serviceAccount().isEmpty()) {
            labels.put("serviceaccount", workload.serviceAccount());
        }
        return Map.copyOf(labels);
    }
}
