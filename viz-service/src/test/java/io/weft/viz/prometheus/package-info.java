/** The Prometheus source, alone and beside our own memory. Start at {@code SameAnswers}. Confined to the test's thread. */
@NullMarked
package io.weft.viz.prometheus;

import org.jspecify.annotations.NullMarked;
