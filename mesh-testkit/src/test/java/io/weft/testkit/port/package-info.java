/** Ports that are handed out once. Start at {@code FreePortsTest}. Threading: the test's. */
@NullMarked
package io.weft.testkit.port;

import org.jspecify.annotations.NullMarked;
