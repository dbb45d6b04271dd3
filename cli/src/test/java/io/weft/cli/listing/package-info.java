/**
 * Pods, in groups.
 *
 * <p>Start at {@link io.weft.cli.listing.ListCommandsTest}. Threading: the test's own.
 */
@NullMarked
package io.weft.cli.listing;

import org.jspecify.annotations.NullMarked;
