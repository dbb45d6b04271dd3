/**
 * Which pods of a cluster an extension reaches.
 *
 * <p>Start at {@link io.weft.cli.listing.VizListCommand}. Threading: the main thread.
 */
@NullMarked
package io.weft.cli.listing;

import org.jspecify.annotations.NullMarked;
