/** Tests of the command as a whole. Start at LinkerdMainTest. Threading: the test's own. */
@NullMarked
package io.weft.cli;

import org.jspecify.annotations.NullMarked;
