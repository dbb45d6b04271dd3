/** Every spelling of keys and certificates that operators bring. */
@NullMarked
package io.weft.identity.pem;

import org.jspecify.annotations.NullMarked;
