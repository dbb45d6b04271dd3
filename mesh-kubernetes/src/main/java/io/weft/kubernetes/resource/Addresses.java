package io.weft.kubernetes.resource;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** Reads single addresses. */
final class Addresses {
    private static final Pattern FULL =
            Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private static final String ALLOWED = "an IPv4 or IPv6 address is allowed";

    private Addresses() {}

    /** The address in its one canonical spelling. Never asks DNS. */
    static String read(Field field) {
        String text = field.string(FULL, ALLOWED);
        try {
            return InetAddress.ofLiteral(text).getHostAddress();
        } catch (IllegalArgumentException malformed) {
            throw field.refuse(ALLOWED);
        }
    }
}
