/** The detector must find what was lost. Start at {@code LeakExtensionTest}. Threading: the test's. */
@NullMarked
package io.weft.testkit.netty;

import org.jspecify.annotations.NullMarked;
