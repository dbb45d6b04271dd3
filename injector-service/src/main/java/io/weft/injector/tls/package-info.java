/**
 * The certificate a client sees where no files give one.
 *
 * <p>Start at {@link io.weft.injector.tls.SelfSigned}. Threading: none of its own.
 */
@NullMarked
package io.weft.injector.tls;

import org.jspecify.annotations.NullMarked;
