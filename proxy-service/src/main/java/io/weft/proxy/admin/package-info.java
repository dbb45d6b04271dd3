/**
 * The proxy's own small HTTP server: alive, ready, metrics, log level, environment, shutdown.
 *
 * <p>Start at {@link io.weft.proxy.admin.AdminServer}; {@code AdminEndpoints} says what is answered.
 *
 * <p>Threading: a loop of its own, given by whoever starts it; it must not carry traffic, because a scrape is written in one
 * go.
 */
@NullMarked
package io.weft.proxy.admin;

import org.jspecify.annotations.NullMarked;
