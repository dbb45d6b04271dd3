package io.weft.viz.targets;

import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Every sidecar's admin port, in the words of Prometheus's discovery of Kubernetes pods: the same rules relabel both. Pure.
 *
 * @see "viz, section 2"
 */
public final class PodTargets {
    private static final String POD = "__meta_kubernetes_pod_";
    private static final Pattern NO_LABEL = Pattern.compile("[^A-Za-z0-9_]");

    private PodTargets() {}

    /** Of Prometheus's {@code http_sd_configs}. */
    public record TargetGroup(List<String> targets, Map<String, String> labels) {}

    /** Sorted by address. */
    public static List<TargetGroup> of(Workloads workloads) {
        return workloads.all().stream()
                .filter(Workload::isTarget)
                .map(PodTargets::group)
                .sorted(Comparator.comparing(group -> group.targets().getFirst()))
                .toList();
    }

    private static TargetGroup group(Workload workload) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("__meta_kubernetes_namespace", workload.key().namespace());
        labels.put(POD + "name", workload.key().name());
        labels.put(POD + "phase", "Running");
        labels.put(POD + "container_name", "linkerd-proxy");
        labels.put(POD + "container_port_name", "linkerd-admin");
        workload.labels()
                .forEach((name, value) ->
                        labels.put(POD + "label_" + NO_LABEL.matcher(name).replaceAll("_"), value));
        return new TargetGroup(List.of(text(workload.admin().orElseThrow())), labels);
    }

    private static String text(InetSocketAddress address) {
        String ip = address.getAddress().getHostAddress();
        return (ip.contains(":") ? '[' + ip + ']' : ip) + ':' + address.getPort();
    }
}
