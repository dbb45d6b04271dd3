/**
 * Why the proxy answered in the application's place: one table from cause to answer.
 *
 * <p>Start at {@link io.weft.proxy.errors.ProxyFault}. Pure; any thread.
 */
@NullMarked
package io.weft.proxy.errors;

import org.jspecify.annotations.NullMarked;
