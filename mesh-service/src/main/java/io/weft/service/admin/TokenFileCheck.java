package io.weft.service.admin;

import io.weft.service.cluster.Reviewed.Bearer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever can read the file may do everything. It is read for each call, so a new token counts at once; one that others may
 * read, or that is short enough to be guessed, is nobody's.
 */
final class TokenFileCheck implements CallerCheck {
    private static final Logger log = LoggerFactory.getLogger(TokenFileCheck.class);
    private static final int MIN_LENGTH = 32;
    private static final int MAX_BYTES = 4096;
    private static final Bearer ADMIN = new Bearer("admin", "", List.of(), Map.of());

    private final Path file;
    private volatile String complaint = "";

    TokenFileCheck(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Bearer> who(String token) {
        try {
            byte[] expected = digest(read());
            complaint = "";
            return MessageDigest.isEqual(expected, digest(token)) ? Optional.of(ADMIN) : Optional.empty();
        } catch (NoSuchFileException absent) {
            complain(file + " is not there");
            return Optional.empty();
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public boolean may(Bearer caller, String verb, String path) {
        return true;
    }

    private String read() throws IOException {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (!mode.endsWith("------")) {
            throw new IOException(file + " is open to others than its owner; chmod 600 it");
        }
        try (var in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII).strip();
            if (text.length() < MIN_LENGTH) {
                throw new IOException(file + " holds no token of at least " + MIN_LENGTH + " characters");
            }
            return text;
        }
    }

    private void complain(String message) {
        if (!message.equals(complaint)) {
            log.warn("the admin API answers nobody: {}", message);
            complaint = message;
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
