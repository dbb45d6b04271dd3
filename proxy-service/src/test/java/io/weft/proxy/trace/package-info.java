/**
 * Tests of spans. Start at {@link io.weft.proxy.trace.PropagationTest}.
 *
 * <p>Threading: each test on its own thread.
 */
@NullMarked
package io.weft.proxy.trace;

import org.jspecify.annotations.NullMarked;
