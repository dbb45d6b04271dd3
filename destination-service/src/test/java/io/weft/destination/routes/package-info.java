/** What routes are attached to. Start at {@code RouteIndexTest}. Threading: the test's. */
@NullMarked
package io.weft.destination.routes;

import org.jspecify.annotations.NullMarked;
