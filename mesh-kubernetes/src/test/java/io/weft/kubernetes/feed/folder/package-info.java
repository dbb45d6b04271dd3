/**
 * The folder feed: its rules on a fake folder and a clock that is set, then the disk and the thread. Start at
 * {@code FolderCoreTest}.
 */
@NullMarked
package io.weft.kubernetes.feed.folder;

import org.jspecify.annotations.NullMarked;
