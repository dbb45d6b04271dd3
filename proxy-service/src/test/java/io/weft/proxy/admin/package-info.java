/**
 * Tests of the admin server over real sockets. Start at {@code AdminServerTest}. Threading: the server's event loop
 * beside the test's thread.
 */
@NullMarked
package io.weft.proxy.admin;

import org.jspecify.annotations.NullMarked;
