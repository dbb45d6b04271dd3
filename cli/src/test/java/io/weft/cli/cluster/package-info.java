/** Start at {@code FakeCluster}. Threading: each test's own. */
@NullMarked
package io.weft.cli.cluster;

import org.jspecify.annotations.NullMarked;
