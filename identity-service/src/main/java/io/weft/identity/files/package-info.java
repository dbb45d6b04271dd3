/**
 * The directories with anchors, issuer and token key: read, watched, and made where nothing is there yet.
 *
 * <p>Start at {@link io.weft.identity.files.DirectoryWatch} and {@link io.weft.identity.files.Bootstrap}. The watch has one
 * thread, which calls its listener.
 */
@NullMarked
package io.weft.identity.files;

import org.jspecify.annotations.NullMarked;
