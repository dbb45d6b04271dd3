/**
 * A Kubernetes cluster as commands see it.
 *
 * <p>Start at {@link io.weft.cli.cluster.Cluster}; {@link io.weft.cli.cluster.ClusterOptions} says which one. Threading: the
 * command's thread.
 */
@NullMarked
package io.weft.cli.cluster;

import org.jspecify.annotations.NullMarked;
