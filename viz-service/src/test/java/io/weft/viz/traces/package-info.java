/** Tests of traces. Start at {@code TraceStoreTest}; one thread. */
@NullMarked
package io.weft.viz.traces;

import org.jspecify.annotations.NullMarked;
