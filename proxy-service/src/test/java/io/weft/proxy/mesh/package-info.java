/** Two whole data paths in one JVM, a client before the first and an application behind the second. */
@NullMarked
package io.weft.proxy.mesh;

import org.jspecify.annotations.NullMarked;
