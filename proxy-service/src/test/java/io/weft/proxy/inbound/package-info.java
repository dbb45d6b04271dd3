/** Tests of the way to the local application. */
@NullMarked
package io.weft.proxy.inbound;

import org.jspecify.annotations.NullMarked;
