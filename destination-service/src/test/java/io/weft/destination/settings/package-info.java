/** Port lists and complaints. Start at {@code PortSetTest}. Threading: the test's. */
@NullMarked
package io.weft.destination.settings;

import org.jspecify.annotations.NullMarked;
