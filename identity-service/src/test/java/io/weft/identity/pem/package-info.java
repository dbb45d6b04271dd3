/**
 * Every spelling of keys and certificates that operators bring. Start at {@code PemTextTest}. Threading: the test's.
 */
@NullMarked
package io.weft.identity.pem;

import org.jspecify.annotations.NullMarked;
