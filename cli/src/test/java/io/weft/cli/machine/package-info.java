/**
 * Tests of the mesh on one machine. Start at WorkloadRootTest; classes ending in RootTest make namespaces and are skipped
 * where that is not allowed. Threading: the test's own.
 */
@NullMarked
package io.weft.cli.machine;

import org.jspecify.annotations.NullMarked;
