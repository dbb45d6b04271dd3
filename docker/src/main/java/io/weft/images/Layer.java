package io.weft.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A layer while it is filled. All that is in it belongs to root, is from the same time, and may be written by nobody else.
 * Links are followed: there are none in an image.
 */
final class Layer {
    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
    private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
    private static final FilePermissions FOR_ALL = FilePermissions.fromOctalString("777");

    private final FileEntriesLayer.Builder entries;
    private final Instant time;

    Layer(String name, Instant time) {
        this.entries = FileEntriesLayer.builder().setName(name);
        this.time = time;
    }

    /** Everything below {@code folder}, and executable what is executable there; a folder called tmp is anyone's. */
    Layer tree(Path folder, String at) throws IOException {
        return tree(folder, at, each -> true);
    }

    /** As {@link #tree(Path, String)}, of the files those that are wanted. */
    Layer tree(Path folder, String at, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(path -> !path.equals(folder)).toList()) {
                String target = at + (at.endsWith("/") ? "" : "/") + folder.relativize(each);
                if (Files.isDirectory(each)) {
                    add(each, target, each.endsWith("tmp") ? FOR_ALL : PROGRAM);
                } else if (wanted.test(each)) {
                    add(each, target, Files.isExecutable(each) ? PROGRAM : FILE);
                }
            }
        }
        return this;
    }

    Layer file(Path file, String at) {
        return add(file, at, FILE);
    }

    Layer program(Path file, String at) {
        return add(file, at, PROGRAM);
    }

    FileEntriesLayer done() {
        return entries.build();
    }

    private Layer add(Path from, String at, FilePermissions permissions) {
        entries.addEntry(from, AbsoluteUnixPath.get(at), permissions, time);
        return this;
    }
}
