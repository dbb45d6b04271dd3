package io.weft.kubernetes.feed.folder;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a folder feed needs to know.
 *
 * @param folder where the manifests are; need not exist yet
 * @param stateDirectory where addresses given to Services are remembered; empty: nowhere, they are found anew at each start
 */
public record FolderSettings(Path folder, Optional<Path> stateDirectory) {}
