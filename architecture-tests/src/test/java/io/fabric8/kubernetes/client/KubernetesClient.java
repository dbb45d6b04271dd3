package io.fabric8.kubernetes.client;

import org.jspecify.annotations.NullMarked;

/** Stands in for Fabric8, which no module has on its class path and a fixture must know. */
@NullMarked
public interface KubernetesClient {}
