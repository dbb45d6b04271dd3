/** The directory on a real disk. Start at {@code DirectoryWatchTest}. Threading: the test's. */
@NullMarked
package io.weft.identity.files;

import org.jspecify.annotations.NullMarked;
