/**
 * Manifests with and without sidecars.
 *
 * <p>Start at {@link io.weft.cli.inject.InjectCommand}. Threading: the main thread.
 */
@NullMarked
package io.weft.cli.inject;

import org.jspecify.annotations.NullMarked;
