package io.weft.viz.tap;

import io.weft.kubernetes.resource.LabelSelector;
import io.weft.viz.metrics.InvalidQueryException;
import io.weft.viz.metrics.ResourceType;
import io.weft.viz.services.KnownService;
import io.weft.viz.services.KnownServices;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whose traffic.
 *
 * @param kind of Kubernetes, singular and in lower case
 * @param name empty: all of the kind; of a namespace always its name
 * @param labels what its workloads must be labelled with
 */
record TapTarget(String namespace, String kind, String name, LabelSelector labels) {
    private static final String SERVICE = "service";

    /** Kinds whose workloads are known. */
    static final List<String> KINDS = List.of(
            "namespace",
            "pod",
            SERVICE,
            "replicationcontroller",
            "daemonset",
            "deployment",
            "replicaset",
            "statefulset",
            "job",
            "cronjob");

    /**
     * Reads a kind: singular, plural or short.
     *
     * @throws InvalidQueryException if there is no such
     */
    static String kind(String text) {
        return switch (text) {
            case SERVICE, "services", "svc" -> SERVICE;
            default -> ResourceType.parse(text).text();
        };
    }

    /**
     * Reads a label selector.
     *
     * @throws TapException if it is none
     */
    static LabelSelector labels(String selector) {
        try {
            return LabelSelector.parse(selector);
        } catch (IllegalArgumentException e) {
            throw TapException.malformed(String.valueOf(e.getMessage()));
        }
    }

    private Stream<Workload> selected(Workloads workloads, KnownServices services) {
        List<KnownService> before = kind.equals(SERVICE) ? services.in(namespace, name) : List.of();
        return workloads.all().stream()
                .filter(each -> each.key().namespace().equals(namespace) && labels.matches(each.labels()))
                .filter(each -> switch (kind) {
                    case "namespace" -> true;
                    case SERVICE -> before.stream().anyMatch(service -> service.chooses(each));
                    case "pod" ->
                        each.key().kind().equals("pod") && isNamed(each.key().name());
                    default -> each.ownerKind().equals(kind) && isNamed(each.ownerName());
                });
    }

    private boolean isNamed(String actual) {
        return name.isEmpty() || name.equals(actual);
    }

    /** Those that show their traffic, in a settled order. */
    List<Workload> tapped(Workloads workloads, KnownServices services) {
        return selected(workloads, services)
                .filter(workload -> workload.meshed() && workload.tap().isPresent())
                .sorted(Comparator.comparing(workload -> workload.key().name()))
                .toList();
    }

    /** Why there is nobody to look at. */
    String nobody(Workloads workloads, KnownServices services) {
        List<String> silent = selected(workloads, services)
                .map(workload -> workload.key().name() + (workload.meshed() ? " (tap is off)" : " (no sidecar)"))
                .sorted()
                .toList();
        if (kind.equals(SERVICE) && services.in(namespace, name).isEmpty()) {
            return "there is no " + this;
        }
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
