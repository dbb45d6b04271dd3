/** Tests of the metrics over gRPC. Start at {@link io.weft.viz.api.VizCallsTest}. Threading: the test's. */
@NullMarked
package io.weft.viz.api;

import org.jspecify.annotations.NullMarked;
