/**
 * Heads of HTTP/1 in the form every exchange uses, and back. Start at {@code Http1HeadsTest}. Threading: the test's.
 */
@NullMarked
package io.weft.proxy.http;

import org.jspecify.annotations.NullMarked;
