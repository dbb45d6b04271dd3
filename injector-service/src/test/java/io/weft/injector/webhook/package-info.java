/** Tests of {@code io.weft.injector.webhook}. */
@NullMarked
package io.weft.injector.webhook;

import org.jspecify.annotations.NullMarked;
