/** A real cluster: install, mesh an application, break it. */
@NullMarked
package io.weft.e2e;

import org.jspecify.annotations.NullMarked;
