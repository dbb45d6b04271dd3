package io.weft.service.settings;

import io.weft.core.WorkloadIdentity;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Checks that settings share. Each throws {@link InvalidSettingException} or returns what it was given. */
public final class Settings {
    private Settings() {}

    /** A DNS name in lower case, without a trailing dot. */
    public static String dnsName(String property, String value) {
        boolean good = WorkloadIdentity.parse(value)
                .filter(name -> name.name().equals(value))
                .isPresent();
        return require(good, property, value, "Give a DNS name in lower case without a trailing dot: cluster.local.");
    }

    /** A DNS-1123 label, as every namespace and service account is. */
    public static String label(String property, String value) {
        return require(
                WorkloadIdentity.isLabel(value),
                property,
                value,
                "Give 1 to 63 of the characters a-z, 0-9 and '-', with a letter or digit at both ends: linkerd.");
    }

    /** A duration from {@code least} to {@code most}, both allowed. */
    public static Duration between(String property, Duration value, Duration least, Duration most) {
        boolean good = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        require(good, property, text(value), "Give a duration from " + text(least) + " to " + text(most) + ": 90s.");
        return value;
    }

    /** An absolute path; the file need not exist. */
    public static Path absolute(String property, String value) {
        try {
            Path path = Path.of(value);
            if (!value.isBlank() && path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException malformed) {
            // said below
        }
        throw new InvalidSettingException(property, value, "Give an absolute path: /opt/identity.");
    }

    private static <T> T require(boolean good, String property, T value, String advice) {
        if (!good) {
            throw new InvalidSettingException(property, value, advice);
        }
        return value;
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
