/**
 * The folder feed: its rules on a fake folder and a clock that is set ({@code FolderCoreTest}), then the disk and the thread.
 */
@NullMarked
package io.weft.kubernetes.feed.folder;

import org.jspecify.annotations.NullMarked;
