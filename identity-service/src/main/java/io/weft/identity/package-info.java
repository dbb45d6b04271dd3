/**
 * Certifies workloads: a CSR and a token in, a leaf out.
 *
 * <p>Start at {@link io.weft.identity.app.IdentityApplication}. {@code files} watches the directory of keys, {@code ca}
 * signs, {@code token} mints and reviews tokens, {@code grpc} answers proxies, {@code mint} answers the launcher on a
 * unix socket. Only {@code app} knows them all. Threading: calls run on the bounded pool of mesh-service, the directory
 * is read on a thread of its own; each package says how they meet.
 */
@NullMarked
package io.weft.identity;

import org.jspecify.annotations.NullMarked;
