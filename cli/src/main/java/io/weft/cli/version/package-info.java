/** {@code linkerd version}. Start at {@link io.weft.cli.version.VersionCommand}. Threading: the main thread. */
@NullMarked
package io.weft.cli.version;

import org.jspecify.annotations.NullMarked;
