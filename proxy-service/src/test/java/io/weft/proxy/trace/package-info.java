/** Tests of spans. */
@NullMarked
package io.weft.proxy.trace;

import org.jspecify.annotations.NullMarked;
