/** What is answered in the application's place. Start at {@code FaultResponderTest}. Threading: the test's. */
@NullMarked
package io.weft.proxy.errors;

import org.jspecify.annotations.NullMarked;
