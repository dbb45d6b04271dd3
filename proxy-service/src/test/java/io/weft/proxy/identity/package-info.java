/**
 * Key, signing request, certification and renewal. Start at {@code IdentityClientTest}, which certifies over a socket.
 * Threading: the test's.
 */
@NullMarked
package io.weft.proxy.identity;

import org.jspecify.annotations.NullMarked;
