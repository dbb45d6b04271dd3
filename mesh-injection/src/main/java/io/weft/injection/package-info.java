/**
 * What injection does to a workload: whether it gets a sidecar and the patch that adds it, the redirect rules of its network
 * namespace and the environment of its proxy.
 *
 * <p>Start at {@link io.weft.injection.Injection}, {@link io.weft.injection.RedirectRules} and {@link
 * io.weft.injection.ProxyEnvironment}. Everything here is a pure function: no clock, no file, no process. Threading: any thread.
 */
@NullMarked
package io.weft.injection;

import org.jspecify.annotations.NullMarked;
