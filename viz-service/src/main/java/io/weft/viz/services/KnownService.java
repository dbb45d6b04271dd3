package io.weft.viz.services;

import io.weft.viz.workload.Workload;
import java.util.Map;

/**
 * A Service.
 *
 * @param selector labels of the workloads behind it; empty: it chooses none by itself
 * @param mirrorOf the cluster whose Service it stands for; empty: it is of this one
 */
public record KnownService(String namespace, String name, Map<String, String> selector, String mirrorOf) {
    public KnownService {
        selector = Map.copyOf(selector);
    }

    /** Whether that is one of the workloads behind it. */
    public boolean chooses(Workload workload) {
        return !selector.isEmpty()
                && workload.key().namespace().equals(namespace)
                && workload.labels().entrySet().containsAll(selector.entrySet());
    }
}
