/** Tests what is asked, and what is printed of the answers. */
@NullMarked
package io.weft.cli.diagnostics;

import org.jspecify.annotations.NullMarked;
