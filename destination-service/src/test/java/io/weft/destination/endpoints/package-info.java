/** Replicas, by slices and workloads. */
@NullMarked
package io.weft.destination.endpoints;

import org.jspecify.annotations.NullMarked;
