/**
 * Certificates for tests: anchors, issuers of every kind of key, leaves good and bad, signing requests, PEM files.
 *
 * <p>Start at {@link io.weft.testkit.pki.TestAuthority}; a leaf with something wrong is described by a
 * {@link io.weft.testkit.pki.LeafSpec}, a signing request by a {@link io.weft.testkit.pki.TestCsr}. Everything made is
 * immutable and may be used from any thread.
 */
@NullMarked
package io.weft.testkit.pki;

import org.jspecify.annotations.NullMarked;
