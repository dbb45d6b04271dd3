/** Tests of {@code io.weft.injector.app}. */
@NullMarked
package io.weft.injector.app;

import org.jspecify.annotations.NullMarked;
