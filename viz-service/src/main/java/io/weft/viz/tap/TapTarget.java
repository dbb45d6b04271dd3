package io.weft.viz.tap;

import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose traffic.
 *
 * @param kind of Kubernetes, singular and in lower case
 * @param name empty: all of the kind; of a namespace always its name
 * @param labels what its workloads must be labelled with
 */
record TapTarget(String namespace, String kind, String name, Map<String, String> labels) {
    /** Kinds whose workloads are known. Of a Service they are not. */
    static final List<String> KINDS = List.of(
            "namespace",
            "pod",
            "replicationcontroller",
            "daemonset",
            "deployment",
            "replicaset",
            "statefulset",
            "job",
            "cronjob");

    private static final Pattern LABEL = Pattern.compile("\\s*([^=!,\\s]+)\\s*==?\\s*([^=!,\\s]*)\\s*");

    /**
     * Reads {@code KEY=VALUE,KEY=VALUE}.
     *
     * @throws TapException if it is something else
     */
    static Map<String, String> labels(String selector) {
        if (selector.isBlank()) {
            return Map.of();
        }
        Map<String, String> labels = new HashMap<>();
        for (String part : selector.split(",", -1)) {
            Matcher label = LABEL.matcher(part);
            if (!label.matches()) {
                throw TapException.malformed("a label selector is KEY=VALUE,KEY=VALUE here, not '" + selector + "'");
            }
            labels.put(label.group(1), label.group(2));
        }
        return Map.copyOf(labels);
    }

    boolean selects(Workload workload) {
        boolean named = switch (kind) {
            case "namespace" -> true;
            case "pod" ->
                workload.key().kind().equals("pod") && isNamed(workload.key().name());
            default -> workload.ownerKind().equals(kind) && isNamed(workload.ownerName());
        };
        return named
                && workload.key().namespace().equals(namespace)
                && workload.labels().entrySet().containsAll(labels.entrySet());
    }

    private boolean isNamed(String actual) {
        return name.isEmpty() || name.equals(actual);
    }

    /** Those that show their traffic, in a settled order. */
    List<Workload> tapped(Workloads workloads) {
        return workloads.all().stream()
                .filter(this::selects)
                .filter(workload -> workload.meshed() && workload.tap().isPresent())
                .sorted(Comparator.comparing(workload -> workload.key().name()))
                .toList();
    }

    /** Why there is nobody to look at. */
    String nobody(Workloads workloads) {
        List<String> silent = workloads.all().stream()
                .filter(this::selects)
                .map(workload -> workload.key().name() + (workload.meshed() ? " (tap is off)" : " (no sidecar)"))
                .sorted()
                .toList();
        return silent.isEmpty()
                ? "no pods found for " + this
                : "none of the pods of " + this + " shows its traffic: " + String.join(", ", silent);
    }

    /** The path of the aggregated API that means this. */
    String path() {
        String root = TapApi.ROOT + "/watch/namespaces/" + namespace;
        String one = name.isEmpty() ? "" : "/" + name;
        return kind.equals("namespace") ? root + "/tap" : root + "/" + kind + "s" + one + "/tap";
    }

    @Override
    public String toString() {
        return switch (kind) {
            case "namespace" -> "namespace " + namespace;
            default -> kind + (name.isEmpty() ? "s in " + namespace : " " + namespace + "/" + name);
        };
    }
}
