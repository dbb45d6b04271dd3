/**
 * The workload's own certificate: key and CSR on disk, certified by the identity service, renewed before it expires.
 *
 * <p>Start at {@link io.weft.proxy.identity.Credentials}, the value everything that speaks TLS watches, in
 * {@link io.weft.proxy.identity.CertificateStore}; {@link io.weft.proxy.identity.WorkloadKey} makes the key,
 * {@link io.weft.proxy.identity.IdentityClient} asks, {@link io.weft.proxy.identity.Rotation} asks again in time;
 * {@link io.weft.proxy.identity.TrustBundleClient} follows whom to trust.
 *
 * <p>Threading: files are touched on the caller's thread (key) or a blocking executor (token); the rest runs on an event loop.
 */
@NullMarked
package io.weft.proxy.identity;

import org.jspecify.annotations.NullMarked;
