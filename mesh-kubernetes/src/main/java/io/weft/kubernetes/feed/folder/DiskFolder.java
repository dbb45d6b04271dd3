package io.weft.kubernetes.feed.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder on disk.
 *
 * @see "design, Folder safety"
 */
final class DiskFolder implements FolderView {
    /** A larger file is refused. */
    static final int MAX_BYTES = 1 << 20;

    /** How far a file that is too large is looked at. */
    static final int MAX_GLANCE_BYTES = 16 << 20;

    private static final Pattern MANIFEST = Pattern.compile("[^.].*\\.(yaml|yml|json)", Pattern.DOTALL);
    private static final int WRITABLE_BY_OTHERS = 0022;

    private static final int ROOT = 0;

    private final Path folder;
    private final int ownUser;
    /** Files as the last listing had them: a name that is no text in our locale does not lead back to its file. */
    private Map<String, Path> listed = Map.of();

    DiskFolder(Path folder) {
        this(folder, ownUser());
    }

    /** @param ownUser whose files may be trusted, beside root's and those of the folder's owner */
    DiskFolder(Path folder, int ownUser) {
        this.folder = folder;
        this.ownUser = ownUser;
    }

    private static int ownUser() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException unknown) {
            return ROOT;
        }
    }

    /** Whether a file of that name may be a manifest. */
    static boolean isManifest(String name) {
        return MANIFEST.matcher(name).matches();
    }

    @Override
    public void check() {
        try {
            Map<String, Object> attributes = Files.readAttributes(folder, "unix:mode,isDirectory");
            if (!Boolean.TRUE.equals(attributes.get("isDirectory"))) {
                throw new FolderAwayException(folder + " is not a directory");
            }
            if (isWritableByOthers(attributes)) {
                throw new FolderAwayException(
                        folder + " is writable by its group or by everyone, so it cannot be trusted:" + " chmod go-w "
                                + folder);
            }
            if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
                throw new FolderAwayException(folder + " cannot be read: give this process's user rx on it");
            }
        } catch (IOException gone) {
            throw away(gone);
        }
    }

    @Override
    public Map<String, Stamp> list() {
        Map<String, Stamp> found = new HashMap<>();
        Map<String, Path> paths = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (isManifest(name)) {
                    paths.put(name, file);
                    stampOf(file).ifPresent(stamp -> found.put(name, stamp));
                }
            }
            listed = paths;
            return found;
        } catch (DirectoryIteratorException interrupted) {
            throw away(new IOException(interrupted));
        } catch (IOException gone) {
            throw away(gone);
        }
    }

    @Override
    public Optional<Stamp> stamp(String file) {
        return path(file).flatMap(this::stampOf);
    }

    /** Empty for what cannot be the name of a file in our locale, unless the last listing had it. */
    private Optional<Path> path(String file) {
        try {
            Path path = listed.get(file);
            return Optional.of(path == null ? folder.resolve(file) : path);
        } catch (InvalidPathException unmappable) {
            return Optional.empty();
        }
    }

    private Optional<Stamp> stampOf(Path path) {
        try {
            return Optional.of(stamp(path, attributes(path, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException gone) {
            throw away(gone);
        }
    }

    private static Stamp stamp(Path path, Map<String, Object> attributes) {
        Optional<Stamp> target = Optional.empty();
        if (Boolean.TRUE.equals(attributes.get("isSymbolicLink"))) {
            try {
                target = Optional.of(stamp(attributes(path), Optional.empty()));
            } catch (IOException dangling) {
                target = Optional.empty();
            }
        }
        return stamp(attributes, target);
    }

    private static Stamp stamp(Map<String, Object> attributes, Optional<Stamp> target) {
        return new Stamp(
                attributes.get("dev") + ":" + attributes.get("ino"),
                attribute(attributes, "size", Long.class),
                attribute(attributes, "lastModifiedTime", FileTime.class),
                attribute(attributes, "ctime", FileTime.class),
                attribute(attributes, "mode", Integer.class),
                target);
    }

    private static <T> T attribute(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(attributes.get(name), name));
    }

    private static Map<String, Object> attributes(Path path, LinkOption... options) throws IOException {
        return Files.readAttributes(
                path, "unix:dev,ino,size,lastModifiedTime,ctime,mode,uid,isSymbolicLink,isRegularFile", options);
    }

    @Override
    public Contents read(String file) {
        return path(file).map(this::read).orElseGet(Contents.Gone::new);
    }

    private Contents read(Path path) {
        try {
            Path real = path.toRealPath();
            Path home = folder.toRealPath();
            if (!real.startsWith(home)) {
                return new Contents.Unseen("it is a link that leaves the folder; put the file itself here", false);
            }
            return read(path, real, home);
        } catch (NoSuchFileException none) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    ? new Contents.Unseen("it is a link that leads nowhere", false)
                    : new Contents.Gone();
        } catch (AccessDeniedException denied) {
            return new Contents.Unseen("it cannot be read: give this process's user r on it", false);
        } catch (IOException broken) {
            return new Contents.Unseen("it cannot be read: " + broken, true);
        }
    }

    private Contents read(Path named, Path real, Path home) throws IOException {
        Map<String, Object> attributes = attributes(real);
        if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
            return new Contents.Unseen("it is not a regular file", false);
        }
        int owner = uid(attributes(home));
        Optional<String> distrust = distrust(attributes, named, owner);
        for (Path parent = real.getParent();
                distrust.isEmpty() && parent != null && !parent.equals(home);
                parent = parent.getParent()) {
            distrust = distrust(attributes(parent), parent, owner); // it lets others exchange what it holds
        }
        byte[] bytes = readUpTo(real, MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            byte[] beginning = readUpTo(real, MAX_GLANCE_BYTES + 1);
            boolean all = beginning.length <= MAX_GLANCE_BYTES;
            return new Contents.TooLarge(beginning, all, "the file is larger than 1 MiB; split it into several");
        }
        return distrust.<Contents>map(reason -> new Contents.Untrusted(bytes, reason))
                .orElseGet(() -> new Contents.Trusted(bytes));
    }

    /** Why others than those who may can write it; its owner can, whatever its mode. */
    private Optional<String> distrust(Map<String, Object> attributes, Path path, int folderOwner) {
        if (isWritableByOthers(attributes)) {
            return Optional.of(
                    path + " is writable by its group or by everyone, so it cannot be trusted: chmod go-w " + path);
        }
        int owner = uid(attributes);
        return owner == ROOT || owner == ownUser || owner == folderOwner
                ? Optional.empty()
                : Optional.of(path + " belongs to user " + owner + ", so it cannot be trusted: chown it to root or to"
                        + " the owner of the folder");
    }

    private static int uid(Map<String, Object> attributes) {
        return attribute(attributes, "uid", Integer.class);
    }

    private static boolean isWritableByOthers(Map<String, Object> attributes) {
        return attributes.get("mode") instanceof Integer mode && (mode & WRITABLE_BY_OTHERS) != 0;
    }

    private static byte[] readUpTo(Path file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(bytes);
        }
    }

    private FolderAwayException away(IOException cause) {
        return new FolderAwayException(
                cause instanceof NoSuchFileException
                        ? folder + " does not exist"
                        : folder + " cannot be read: " + cause);
    }
}
