/**
 * The workload's own certificate: key and CSR on disk, certified by the identity service, renewed before it expires.
 *
 * <p>Start at {@link io.weft.proxy.identity.Credentials}, the value everything that speaks TLS watches.
 */
@NullMarked
package io.weft.proxy.identity;

import org.jspecify.annotations.NullMarked;
