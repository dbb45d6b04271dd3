/** What statuses should say, row by row. Start at {@code RouteStatusTest}. Single-threaded. */
@NullMarked
package io.weft.destination.statuses;

import org.jspecify.annotations.NullMarked;
