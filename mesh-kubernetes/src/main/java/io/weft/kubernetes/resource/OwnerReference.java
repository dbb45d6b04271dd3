package io.weft.kubernetes.resource;

/**
 * The object another one belongs to, in the same namespace.
 *
 * @param apiVersion for instance {@code apps/v1}
 * @param kind for instance {@code ReplicaSet}
 * @param controller whether the owner manages the object
 */
public record OwnerReference(String apiVersion, String kind, String name, boolean controller) {}
