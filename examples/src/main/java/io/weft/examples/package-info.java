/** A small application of our own; it knows nothing of the mesh. */
@NullMarked
package io.weft.examples;

import org.jspecify.annotations.NullMarked;
