/** What routes are attached to. */
@NullMarked
package io.weft.destination.routes;

import org.jspecify.annotations.NullMarked;
