/** The directory on a real disk. */
@NullMarked
package io.weft.identity.files;

import org.jspecify.annotations.NullMarked;
