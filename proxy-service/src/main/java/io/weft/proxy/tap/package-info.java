/**
 * Who looks at requests as they pass, and what they are told: nothing, and at the cost of one volatile read, while nobody does.
 *
 * <p>Start at {@link io.weft.proxy.tap.Taps}. {@code TapWatch} is one observer, {@code TappedRequest} one request that somebody
 * looks at; {@code serve} carries both over the wire.
 *
 * <p>Threading: requests come from the event loops that carry them, observers from the admin loop; between them stands each
 * watch's bounded queue, which drops what finds no room.
 */
@NullMarked
package io.weft.proxy.tap;

import org.jspecify.annotations.NullMarked;
