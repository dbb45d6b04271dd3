/** The stream of workloads, and whether it still lives. Start at {@code WorkloadsClientTest}. Threading: the test's. */
@NullMarked
package io.weft.viz.workload;

import org.jspecify.annotations.NullMarked;
