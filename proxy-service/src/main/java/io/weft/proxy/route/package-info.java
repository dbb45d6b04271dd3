/**
 * Which requests a rule takes and how it changes them, in words of ours and of both directions: what matches, how
 * particular it is, what filters do to a head.
 *
 * <p>Start at {@link io.weft.proxy.route.HttpMatch}. Threading: immutable and pure, but for
 * {@link io.weft.proxy.route.RequestFacts}, which are of one request and its event loop.
 */
@NullMarked
package io.weft.proxy.route;

import org.jspecify.annotations.NullMarked;
