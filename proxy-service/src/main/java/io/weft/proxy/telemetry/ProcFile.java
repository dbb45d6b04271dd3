package io.weft.proxy.telemetry;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A small file of the proc filesystem, read again and again into the same array. What cannot be read counts as empty: a
 * metric is then missing its value, and nothing else happens.
 *
 * <p>Threading: one thread at a time.
 */
final class ProcFile {
    private final Path path;
    private final byte[] bytes;
    private int length;

    /** Reads at most {@code most} bytes of {@code path}. */
    ProcFile(Path path, int most) {
        this.path = path;
        bytes = new byte[most];
    }

    void read() {
        try (FileInputStream in = new FileInputStream(path.toFile())) {
            length = in.readNBytes(bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            length = 0;
        }
    }

    int length() {
        return length;
    }

    /** Where the text after the first {@code mark} begins, or -1. */
    int after(String mark) {
        byte[] wanted = mark.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + wanted.length <= length; at++) {
            if (matches(wanted, at)) {
                return at + wanted.length;
            }
        }
        return -1;
    }

    /** Where the text after the last {@code mark} begins, or -1. */
    int afterLast(char mark) {
        int at = length - 1;
        while (at >= 0 && bytes[at] != mark) {
            at--;
        }
        return at < 0 ? -1 : at + 1;
    }

    /** Where the text after the first colon of this line begins, or -1. */
    int afterColon(int from) {
        int at = from;
        while (at < length && bytes[at] != '\n') {
            if (bytes[at++] == ':') {
                return at;
            }
        }
        return -1;
    }

    /** Where the next line begins, at most {@link #length()}. */
    int nextLine(int from) {
        int at = from;
        while (at < length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, length);
    }

    /** The {@code index}-th whole number at or after {@code from}, on this line; 0 if there is none. */
    long number(int from, int index) {
        if (from < 0) {
            return 0;
        }
        int at = skip(from, false);
        for (int i = 0; i < index; i++) {
            at = skip(skip(at, true), false);
        }
        long value = 0;
        while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + (bytes[at++] - '0');
        }
        return value;
    }

    /** Whether the line that begins at {@code from} starts, after spaces, with {@code text}. */
    boolean lineStarts(int from, String text) {
        return matches(text.getBytes(StandardCharsets.US_ASCII), skip(from, false));
    }

    private int skip(int from, boolean words) {
        int at = from;
        while (at < length && bytes[at] != '\n' && (bytes[at] > ' ') == words) {
            at++;
        }
        return at;
    }

    private boolean matches(byte[] wanted, int at) {
        if (at + wanted.length > length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
