/**
 * What injection does to a workload: the redirect rules of its network namespace and the environment of its proxy.
 *
 * <p>Start at {@link io.weft.injection.RedirectRules} and {@link io.weft.injection.ProxyEnvironment}. Everything here is a
 * pure function: no clock, no file, no process. Threading: any thread.
 */
@NullMarked
package io.weft.injection;

import org.jspecify.annotations.NullMarked;
