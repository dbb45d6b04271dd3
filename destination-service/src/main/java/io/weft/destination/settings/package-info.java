/**
 * What holds for the whole mesh, in the form the indexes use.
 *
 * <p>Start at {@link io.weft.destination.settings.MeshSettings}. Values are immutable.
 */
@NullMarked
package io.weft.destination.settings;

import org.jspecify.annotations.NullMarked;
