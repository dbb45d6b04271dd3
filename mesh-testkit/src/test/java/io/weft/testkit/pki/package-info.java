/**
 * The test authority must be trustworthy itself: its good leaves verify, its bad ones do not. Start at
 * {@code TestAuthorityTest}. Threading: the test's.
 */
@NullMarked
package io.weft.testkit.pki;

import org.jspecify.annotations.NullMarked;
