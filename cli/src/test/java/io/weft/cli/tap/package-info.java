/**
 * Tap's lines and questions, from events that are written here. Start at {@code TapCommandTest}. Threading: the test's.
 */
@NullMarked
package io.weft.cli.tap;

import org.jspecify.annotations.NullMarked;
