/**
 * Objects of an imaginary cluster, for tests: {@link io.weft.destination.cluster.PodBuilder},
 * {@link io.weft.destination.cluster.ServiceBuilder} and {@link io.weft.destination.cluster.SliceBuilder} mention only
 * what matters; {@link io.weft.destination.cluster.Manifests} reads what a user would write. Start at
 * {@code Manifests}. Threading: the test's.
 */
@NullMarked
package io.weft.destination.cluster;

import org.jspecify.annotations.NullMarked;
