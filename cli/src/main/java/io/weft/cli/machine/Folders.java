package io.weft.cli.machine;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates, replaces and removes files and folders with exact owners and modes, whatever the umask is. */
final class Folders {
    private Folders() {}

    /** With its parents; a folder that is there already stays as it is. */
    static void create(Path folder, String mode) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }

    /**
     * Also corrects owner and mode of a folder that is there already. Its parent must be there.
     *
     * @throws IOException if something else has its name: a link to a folder is no folder
     */
    static void createOwned(Path folder, String mode, User owner) throws IOException {
        try {
            Files.createDirectory(folder, attribute("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(folder + " is in the way: remove it, for a folder must be there");
            }
        }
        own(folder, owner);
        mode(folder, mode);
    }

    static void own(Path path, User owner) throws IOException {
        Files.setAttribute(path, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Writes a dot file beside {@code file} and renames it, so that readers see the old content or the new. The file never
     * has a wider mode than asked. Only for folders that nobody but root can change.
     */
    static void replace(Path file, byte[] content, String mode) throws IOException {
        replace(file.resolveSibling("." + file.getFileName() + "." + unique()), file, content, mode, User.ROOT);
    }

    /**
     * As above, for a file in a folder of {@code owner}'s: written where its owner sees nothing, so that no link of theirs can
     * lead root astray, and renamed into the folder.
     *
     * @param aside a folder for root alone, on the same file system
     */
    static void replaceFrom(Path aside, Path file, byte[] content, String mode, User owner) throws IOException {
        replace(aside.resolve(unique()), file, content, mode, owner);
    }

    private static void replace(Path fresh, Path file, byte[] content, String mode, User owner) throws IOException {
        Files.deleteIfExists(fresh);
        try {
            Files.createFile(fresh, attribute("rw-------"));
            Files.write(fresh, content, StandardOpenOption.WRITE);
            if (!owner.equals(User.ROOT)) {
                own(fresh, owner);
            }
            mode(fresh, mode);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Two that live at a time never have the same. */
    static String unique() {
        return ProcessHandle.current().pid() + "." + Thread.currentThread().threadId();
    }

    private static void mode(Path path, String mode) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setPermissions(PosixFilePermissions.fromString(mode));
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    /** Removes a folder and all in it; links are removed, not followed. Absent is fine. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, Set.of(), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Whether others than the owner's group may read and enter {@code folder}. */
    static boolean openToOthers(Path folder) throws IOException {
        return (number(folder, "mode") & 05) == 05;
    }

    /**
     * What keeps root from trusting a folder: it belongs to somebody else, or somebody else may change it. Null if nothing.
     */
    static @Nullable String distrust(Path folder) throws IOException {
        int owner = number(folder, "uid");
        if (owner != User.ROOT.uid()) {
            return folder + " belongs to user " + owner + ", not to root: chown root " + folder;
        }
        return (number(folder, "mode") & 022) == 0
                ? null
                : folder + " can be changed by other users: chmod go-w " + folder;
    }

    private static int number(Path path, String name) throws IOException {
        return Files.getAttribute(path, "unix:" + name) instanceof Integer value ? value : -1;
    }
}
