/** The sidecar. */
@NullMarked
package io.weft.proxy;

import org.jspecify.annotations.NullMarked;
