package io.weft.kubernetes.resource;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every object says of itself.
 *
 * @param namespace {@code default} where a document names none
 * @param creationTimestamp empty for what stands in a folder, unless its text gives one; older objects win over younger ones
 * @param ownerReferences as written, in their order
 */
public record Metadata(
        String namespace,
        String name,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<Instant> creationTimestamp,
        List<OwnerReference> ownerReferences) {
    /** Older first; objects without a date are young; then by name. */
    public static final Comparator<Metadata> SENIORITY = Comparator.<Metadata, Instant>comparing(
                    metadata -> metadata.creationTimestamp().orElse(Instant.MAX))
            .thenComparing(Metadata::name)
            .thenComparing(Metadata::namespace);

    /** The namespace of a document that names none. */
    public static final String DEFAULT_NAMESPACE = "default";

    public Metadata {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        ownerReferences = List.copyOf(ownerReferences);
    }

    public static Metadata of(String namespace, String name) {
        return new Metadata(namespace, name, Map.of(), Map.of(), Optional.empty(), List.of());
    }

    public Optional<String> label(String key) {
        return Optional.ofNullable(labels.get(key));
    }

    public Optional<String> annotation(String key) {
        return Optional.ofNullable(annotations.get(key));
    }

    /** The owner that manages the object, else the first owner, as written: a pod's ReplicaSet {@code web-5d4f} stays that. */
    public Optional<OwnerReference> owner() {
        return ownerReferences.stream()
                .filter(OwnerReference::controller)
                .findFirst()
                .or(() -> ownerReferences.stream().findFirst());
    }

    public Metadata withLabels(Map<String, String> newLabels) {
        return new Metadata(namespace, name, newLabels, annotations, creationTimestamp, ownerReferences);
    }
}
