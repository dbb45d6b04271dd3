/** Tests of what the package of this name prints and decides. Threading: one thread. */
@NullMarked
package io.weft.cli.check;

import org.jspecify.annotations.NullMarked;
