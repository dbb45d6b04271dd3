/**
 * Tap before sidecars that are not there. Start at {@code TapsTest}. Threading: gRPC's beside the test's.
 */
@NullMarked
package io.weft.viz.tap;

import org.jspecify.annotations.NullMarked;
