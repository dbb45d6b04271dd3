/**
 * Minting over a real unix socket, whose peer the kernel names. Start at {@code MintServerTest}. Threading: the test's.
 */
@NullMarked
package io.weft.identity.mint;

import org.jspecify.annotations.NullMarked;
