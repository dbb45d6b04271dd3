package io.weft.kubernetes.feed.kubernetes;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares the versions that an API server gives to objects of one kind. Pure.
 *
 * @see "https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions"
 */
final class ResourceVersions {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]*");

    private ResourceVersions() {}

    /** Whether {@code one} was before {@code other}; false where either is no number, since only numbers have an order. */
    static boolean isOlder(@Nullable String one, @Nullable String other) {
        if (one == null || other == null || !isNumber(one) || !isNumber(other)) {
            return false;
        }
        return one.length() == other.length() ? one.compareTo(other) < 0 : one.length() < other.length();
    }

    private static boolean isNumber(String version) {
        return NUMBER.matcher(version).matches();
    }
}
