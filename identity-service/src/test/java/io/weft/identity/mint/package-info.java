/** Minting over a real unix socket, whose peer the kernel names. */
@NullMarked
package io.weft.identity.mint;

import org.jspecify.annotations.NullMarked;
