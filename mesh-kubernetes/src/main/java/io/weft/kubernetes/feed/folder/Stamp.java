package io.weft.kubernetes.feed.folder;

import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * By what we tell that a file changed. Equal stamps mean the same bytes and the same rights.
 *
 * @param file identity of the inode
 * @param changed when content, owner, rights or links last changed
 * @param target of a symbolic link that leads somewhere
 */
record Stamp(String file, long sizeBytes, FileTime modified, FileTime changed, int mode, Optional<Stamp> target) {}
