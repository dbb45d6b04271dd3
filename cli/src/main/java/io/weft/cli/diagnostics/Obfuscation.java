package io.weft.cli.diagnostics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Replaces what labels tell of clients and servers by the first four bytes of its SHA-256, in hexadecimal. Pure.
 *
 * @see "cli, 8: proxy-metrics"
 */
final class Obfuscation {
    private static final Pattern LABEL = Pattern.compile(
            "(?<=[{,])(authority|client_id|server_id|target_addr|dst_service|dst_namespace)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final int BYTES = 4;

    private Obfuscation() {}

    static String of(String metrics) {
        return LABEL.matcher(metrics).replaceAll(label -> label.group(1) + "=\"" + hash(label.group(2)) + "\"");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
