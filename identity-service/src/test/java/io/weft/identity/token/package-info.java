/** Every token that is believed, and every one that is not. */
@NullMarked
package io.weft.identity.token;

import org.jspecify.annotations.NullMarked;
