/** The admission webhook. */
@NullMarked
package io.weft.injector;

import org.jspecify.annotations.NullMarked;
