/**
 * Which workloads there are: the service's only source of targets.
 *
 * <p>Start at {@link io.weft.viz.workload.WorkloadsClient}; {@link io.weft.viz.workload.Workloads} is what the others read.
 * Generated messages stop here. Threading: snapshots are immutable; the stream's updates are applied one at a time.
 */
@NullMarked
package io.weft.viz.workload;

import org.jspecify.annotations.NullMarked;
