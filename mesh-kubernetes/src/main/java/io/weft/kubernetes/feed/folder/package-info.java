/**
 * The folder feed: a directory of manifests is the API server. {@code DESIGN.md} beside this file explains what surprises.
 *
 * <p>Start at {@link io.weft.kubernetes.feed.folder.FolderFeed} (the thread), then {@code FolderCore} (one look at the folder,
 * deterministic: what the disk says and what time it is go in, calls to the listener come out). A fact travels
 * {@code DiskFolder -> Settling -> ManifestReader -> Succession -> Catalog -> ClusterIpPool, DerivedSlices -> Delivery}. The
 * command line uses {@link io.weft.kubernetes.feed.folder.ClusterIps} only.
 *
 * <p>Threading: everything but {@code FolderFeed} and {@code ClusterIps} belongs to the feed's one thread.
 */
@NullMarked
package io.weft.kubernetes.feed.folder;

import org.jspecify.annotations.NullMarked;
