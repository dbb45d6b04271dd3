/** Tests of the collector. Start at {@code SpanReceiverTest}; gRPC's threads beside the test's. */
@NullMarked
package io.weft.testkit.trace;

import org.jspecify.annotations.NullMarked;
