/**
 * Who looks on as requests pass. Start at {@link io.weft.proxy.observe.Observers}.
 *
 * <p>Threading: any event loop.
 */
@NullMarked
package io.weft.proxy.observe;

import org.jspecify.annotations.NullMarked;
