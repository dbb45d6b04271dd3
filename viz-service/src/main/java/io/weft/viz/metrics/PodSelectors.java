package io.weft.viz.metrics;

import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Labels by which the pods of a workload can be selected, those of its manifest alone: the first of the customary ones that
 * selects nobody else, else all that its pods have in common. Pure.
 */
final class PodSelectors {
    private static final EdgeEnds ENDS = new EdgeEnds(Optional.empty());
    private static final List<String> CUSTOMARY =
            List.of("app", "app.kubernetes.io/name", "k8s-app", "name", "component");

    /** What controllers and the injector add: it changes with every revision, or is not the manifest's. */
    private static final List<String> ADDED = List.of(
            "pod-template-hash",
            "pod-template-generation",
            "controller-revision-hash",
            "statefulset.kubernetes.io/",
            "apps.kubernetes.io/",
            "batch.kubernetes.io/",
            "controller-uid",
            "job-name",
            "linkerd.io/");

    private final Map<String, Map<ResourceName, Map<String, String>>> common; // labels of owners by namespace

    private PodSelectors(Map<String, Map<ResourceName, Map<String, String>>> common) {
        this.common = common;
    }

    /**
     * How pods are selected.
     *
     * @param matchLabels empty: they cannot be
     * @param others that are selected with them
     */
    record Selector(Map<String, String> matchLabels, List<ResourceName> others) {}

    static PodSelectors of(Workloads workloads) {
        Map<String, Map<ResourceName, Map<String, String>>> common = new HashMap<>();
        for (Workload workload : workloads.all()) {
            ENDS.of(workload)
                    .ifPresent(owner -> common.computeIfAbsent(owner.namespace(), key -> new HashMap<>())
                            .merge(owner, ofManifest(workload.labels()), PodSelectors::both));
        }
        return new PodSelectors(common);
    }

    Selector of(ResourceName owner) {
        Map<ResourceName, Map<String, String>> neighbours = common.getOrDefault(owner.namespace(), Map.of());
        Map<String, String> own = neighbours.getOrDefault(owner, Map.of());
        for (String label : CUSTOMARY) {
            String value = own.get(label);
            if (value != null && others(owner, Map.of(label, value), neighbours).isEmpty()) {
                return new Selector(Map.of(label, value), List.of());
            }
        }
        return own.isEmpty()
                ? new Selector(Map.of(), List.of())
                : new Selector(new TreeMap<>(own), List.copyOf(others(owner, own, neighbours)));
    }

    private static Set<ResourceName> others(
            ResourceName owner, Map<String, String> wanted, Map<ResourceName, Map<String, String>> neighbours) {
        return neighbours.entrySet().stream()
                .filter(each -> !each.getKey().equals(owner)
                        && each.getValue().entrySet().containsAll(wanted.entrySet()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> ofManifest(Map<String, String> labels) {
        Map<String, String> own = new HashMap<>(labels);
        own.keySet().removeIf(label -> ADDED.stream().anyMatch(label::startsWith));
        return own;
    }

    private static Map<String, String> both(Map<String, String> some, Map<String, String> others) {
        Set<Map.Entry<String, String>> shared = new HashSet<>(some.entrySet());
        shared.retainAll(others.entrySet());
        return shared.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
