/**
 * How the traffic of Services is split by weight, for whoever looks at it: by TrafficSplits, ServiceProfiles and routes alike.
 *
 * <p>Start at {@link io.weft.destination.splits.SplitJoin}. Knows no feed and no gRPC. Threading: immutable; the join is pure.
 */
@NullMarked
package io.weft.destination.splits;

import org.jspecify.annotations.NullMarked;
