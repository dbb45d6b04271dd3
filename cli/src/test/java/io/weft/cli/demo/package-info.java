/** When the demo is content, and how it says so. Start at {@code VerdictTest}. Threading: the test's. */
@NullMarked
package io.weft.cli.demo;

import org.jspecify.annotations.NullMarked;
