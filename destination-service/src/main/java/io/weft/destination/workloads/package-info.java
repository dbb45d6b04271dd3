/**
 * Workloads: pods and machines outside that own a proxy, with what the joins need of them.
 *
 * <p>Start at {@link io.weft.destination.workloads.Workload} (immutable), which {@code *Reader}s make from objects, and
 * {@link io.weft.destination.workloads.WorkloadIndex}. {@link io.weft.destination.workloads.Roster} tells those who follow
 * all workloads what changed.
 */
@NullMarked
package io.weft.destination.workloads;

import org.jspecify.annotations.NullMarked;
