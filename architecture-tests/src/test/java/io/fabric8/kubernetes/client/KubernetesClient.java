package io.fabric8.kubernetes.client;

import org.jspecify.annotations.NullMarked;

/** Stands in for Fabric8, which not every class path has and a fixture must know. */
@NullMarked
public interface KubernetesClient {}
