/** Tests of spans on their way. */
@NullMarked
package io.weft.proxy.trace.export;

import org.jspecify.annotations.NullMarked;
