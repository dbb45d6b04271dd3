package io.weft.core;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host outside the mesh, as its clients have to speak to it.
 *
 * @param name what requests call it: a DNS name in lower case, without trailing dot
 * @param tls whether the proxy begins TLS with it, in which it has to prove that name; otherwise it is spoken to in plaintext
 */
public record ExternalHost(String name, boolean tls) {
    private static final int LONGEST = 253;
    private static final Pattern FORM =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?[0-9]+");

    /** @throws IllegalArgumentException if {@code name} is none */
    public ExternalHost {
        if (name.length() > LONGEST
                || !FORM.matcher(name).matches()
                || NUMBER.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a host: '" + name + "'");
        }
    }

    /** Reads a name in any case, with or without a dot at its end; empty if it is none. An IP address is none. */
    public static Optional<ExternalHost> parse(String text, boolean tls) {
        String name = (text.endsWith(".") ? text.substring(0, text.length() - 1) : text).toLowerCase(Locale.ROOT);
        try {
            return Optional.of(new ExternalHost(name, tls));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** What a request to it at {@code port} calls it: the port of its protocol is left out. */
    public String authority(int port) {
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }
}
