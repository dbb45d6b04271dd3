/** Kubernetes objects as Weft reads them, and the feeds that deliver them as reset, apply and delete. */
@NullMarked
package io.weft.kubernetes;

import org.jspecify.annotations.NullMarked;
