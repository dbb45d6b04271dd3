/** Addresses by name. Start at {@code HostNamesTest}. Threading: loops of the tests' own. */
@NullMarked
package io.weft.proxy.names;

import org.jspecify.annotations.NullMarked;
