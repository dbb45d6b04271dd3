/** Replicas, by slices and workloads. Start at {@code EndpointJoinTest}. Threading: the test's. */
@NullMarked
package io.weft.destination.endpoints;

import org.jspecify.annotations.NullMarked;
