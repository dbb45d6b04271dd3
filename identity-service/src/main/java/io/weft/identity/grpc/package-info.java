/**
 * What proxies call on port 8080: Certify, and the watch on the trust bundle.
 *
 * <p>Start at {@link io.weft.identity.grpc.CertifyCalls} and {@link io.weft.identity.grpc.TrustBundleCalls}. Calls run
 * on the bounded pool of mesh-service; certifying signs on it. Generated messages go no further than this package.
 * Threading: safe from any thread.
 */
@NullMarked
package io.weft.identity.grpc;

import org.jspecify.annotations.NullMarked;
