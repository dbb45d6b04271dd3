/**
 * Lays what the build left in {@code dist/} and in the base folders into container images, each an OCI archive.
 *
 * <p>Start at {@link io.weft.images.Image}, which says what is in which. Threading: the main thread, and what Jib starts.
 */
@NullMarked
package io.weft.images;

import org.jspecify.annotations.NullMarked;
