/** A certificate of its own. Start at {@code SelfSignedTest}. Threading: the test's. */
@NullMarked
package io.weft.injector.tls;

import org.jspecify.annotations.NullMarked;
