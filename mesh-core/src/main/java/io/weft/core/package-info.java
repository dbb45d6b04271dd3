/**
 * The words every module shares: names, identities, endpoints and the latest value of something watched.
 *
 * <p>Start at {@link io.weft.core.WorkloadIdentity}, {@link io.weft.core.Endpoint} and {@link io.weft.core.Latest}. Values
 * are immutable; {@link io.weft.core.Latest} is safe from any thread. Knows the JDK and JSpecify, nothing else.
 */
@NullMarked
package io.weft.core;

import org.jspecify.annotations.NullMarked;
