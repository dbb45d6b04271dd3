/**
 * What is applied to a cluster to make a mesh of it.
 *
 * <p>Start at {@link io.weft.cli.install.InstallCommand}. Threading: the main thread.
 */
@NullMarked
package io.weft.cli.install;

import org.jspecify.annotations.NullMarked;
