/**
 * The sidecar's configuration: environment variables in, one tree of records out, every mistake named at once.
 *
 * <p>Start at {@link io.weft.proxy.config.ProxyEnv}, which reads, and {@link io.weft.proxy.config.ProxyConfig}, the result.
 * The variables themselves, one line each, stand in {@code Variables}. Everything here is immutable; the only files touched
 * are those whose existence is part of being configured.
 */
@NullMarked
package io.weft.proxy.config;

import org.jspecify.annotations.NullMarked;
