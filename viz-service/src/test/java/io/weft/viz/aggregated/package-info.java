/**
 * Who is taken for the API server, and which rights its users need.
 *
 * <p>Start at {@link io.weft.viz.aggregated.FrontProxyTest}. Threading: the test's own.
 */
@NullMarked
package io.weft.viz.aggregated;

import org.jspecify.annotations.NullMarked;
