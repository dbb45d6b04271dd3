/**
 * What Ingresses say: which are ours, and where a request of a host and a path goes. Pure.
 *
 * <p>Start at {@link io.weft.ingress.rules.IngressReading}, which makes a {@link io.weft.ingress.rules.RouteTable} of objects.
 * Immutable; safe from any thread.
 */
@NullMarked
package io.weft.ingress.rules;

import org.jspecify.annotations.NullMarked;
