/**
 * Why the proxy answered in the application's place: one table from cause to answer, and how often a refusal is
 * said.
 *
 * <p>Start at {@link io.weft.proxy.errors.ProxyFault}. Any thread.
 */
@NullMarked
package io.weft.proxy.errors;

import org.jspecify.annotations.NullMarked;
