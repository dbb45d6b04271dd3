/**
 * Digests of tables. That those of an index are the same however it came to what it knows is shown by {@code RandomEditsTest}.
 *
 * <p>Start at {@link io.weft.destination.digest.DigestTest}. Threading: JUnit's.
 */
@NullMarked
package io.weft.destination.digest;

import org.jspecify.annotations.NullMarked;
