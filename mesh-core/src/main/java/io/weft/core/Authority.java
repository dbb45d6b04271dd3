package io.weft.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port a request names. An IPv6 host is held without its brackets.
 *
 * @param host not empty
 * @param port 1 to 65535
 */
public record Authority(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** Between brackets stands what has a colon, outside them what has none; the rest is for whoever resolves it. */
    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<v6>[^\\[\\]]*:[^\\[\\]]*)\\]|(?<name>[^\\[\\]:]+))(?::(?<port>[0-9]{1,5}))?");

    /** @throws IllegalArgumentException on an empty host or a port out of range */
    public Authority {
        if (host.isEmpty() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("not an authority: host '" + host + "', port " + port);
        }
    }

    /** Reads {@code host}, {@code host:port} or {@code [v6]:port}; empty if malformed. */
    public static Optional<Authority> parse(String text, int defaultPort) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String host = parts.group("v6") == null ? parts.group("name") : parts.group("v6");
        String digits = parts.group("port");
        Optional<Integer> port = digits == null ? Optional.of(defaultPort) : port(digits);
        return port.map(number -> new Authority(host, number));
    }

    private static Optional<Integer> port(String digits) {
        int number = Integer.parseInt(digits);
        return number >= 1 && number <= MAX_PORT ? Optional.of(number) : Optional.empty();
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
