/**
 * Tests what is asked, and what is printed of the answers. Start at {@link io.weft.cli.diagnostics.DiagnosticsCommandTest}.
 *
 * <p>Threading: each test on its own thread.
 */
@NullMarked
package io.weft.cli.diagnostics;

import org.jspecify.annotations.NullMarked;
