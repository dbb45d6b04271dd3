package io.weft.injection;

import java.util.Map;
import java.util.Optional;

/**
 * What is known of where a workload stands.
 *
 * @param namespace its namespace's name
 * @param annotations the namespace's
 * @param labels the namespace's
 * @param owner the topmost owner the mesh names: a Deployment rather than its ReplicaSet; empty for a bare pod
 */
public record Surroundings(
        String namespace, Map<String, String> annotations, Map<String, String> labels, Optional<Owner> owner) {
    public Surroundings {
        annotations = Map.copyOf(annotations);
        labels = Map.copyOf(labels);
    }

    /** Nothing known but the name. */
    public static Surroundings of(String namespace) {
        return new Surroundings(namespace, Map.of(), Map.of(), Optional.empty());
    }

    public Surroundings withOwner(Owner known) {
        return new Surroundings(namespace, annotations, labels, Optional.of(known));
    }

    /**
     * Who a workload belongs to.
     *
     * @param kind as Kubernetes spells it
     */
    public record Owner(String kind, String name) {}

    /**
     * What the namespace says of injection: its annotation, else, where the namespace label {@code linkerd.io/injection} is
     * {@code enabled} or {@code disabled}, that.
     */
    Optional<String> inject() {
        return Optional.ofNullable(annotations.get(MeshAnnotation.INJECT))
                .or(() -> Optional.ofNullable(labels.get(MeshAnnotation.INJECTION_LABEL))
                        .filter(value -> value.equals("enabled") || value.equals("disabled")));
    }
}
