/**
 * Tests of what sidecars report of their trust. Start at {@link io.weft.viz.trust.TrustReportsTest}.
 *
 * <p>Threading: each test on its own thread.
 */
@NullMarked
package io.weft.viz.trust;

import org.jspecify.annotations.NullMarked;
