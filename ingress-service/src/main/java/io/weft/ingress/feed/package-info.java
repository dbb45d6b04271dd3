/**
 * Where rules come from: informers of Ingresses, IngressClasses, Services, and of the Secrets that Ingresses name.
 *
 * <p>Start at {@link io.weft.ingress.feed.RuleFeed}. Threading: informers wake one thread, which reads everything anew and hands
 * over snapshots.
 */
@NullMarked
package io.weft.ingress.feed;

import org.jspecify.annotations.NullMarked;
