package io.weft.proxy.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths that must lead somewhere before the proxy starts. */
final class Places {
    private Places() {}

    static Path directory(String text) {
        Path path = path(text);
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("not a directory");
        }
        return path;
    }

    static Path filledFile(String text) {
        Path path = path(text);
        try {
            if (!Files.isReadable(path) || Files.size(path) == 0) {
                throw new IllegalArgumentException("unreadable or empty");
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
        return path;
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
