/**
 * Two whole data paths in one JVM, a client before the first and an application behind the second. Start at
 * {@code HttpThroughTwoProxiesTest}. Threading: event loops of two data paths beside the test's thread.
 */
@NullMarked
package io.weft.proxy.mesh;

import org.jspecify.annotations.NullMarked;
