/**
 * What the API server knows of a pod that is about to be made, and what is told to it.
 *
 * <p>Start at {@link io.weft.injector.cluster.ClusterFacts}. Threading: its methods may block, and may be called from any thread.
 */
@NullMarked
package io.weft.injector.cluster;

import org.jspecify.annotations.NullMarked;
