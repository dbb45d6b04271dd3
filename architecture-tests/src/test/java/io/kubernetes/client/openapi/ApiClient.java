package io.kubernetes.client.openapi;

import org.jspecify.annotations.NullMarked;

/** Stands in for the official client, which no module has on its class path and a fixture must know. */
@NullMarked
public interface ApiClient {}
