/**
 * Which trust anchors every sidecar has in force, by its own word.
 *
 * <p>Start at {@link io.weft.viz.trust.TrustReports}; {@code TrustGauges} reads the text. Threading: safe from any thread.
 */
@NullMarked
package io.weft.viz.trust;

import org.jspecify.annotations.NullMarked;
