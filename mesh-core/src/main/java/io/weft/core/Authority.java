package io.weft.core;

import java.util.Optional;

/**
 * Host and port a request names. An IPv6 host is held without its brackets.
 *
 * @param host not empty
 * @param port 1 to 65535
 */
public record Authority(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException on an empty host or a port out of range */
    public Authority {
        if (host.isEmpty() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("not an authority: host '" + host + "', port " + port);
        }
    }

    /** Reads {@code host}, {@code host:port} or {@code [v6]:port}; empty if malformed. */
    public static Optional<Authority> parse(String text, int defaultPort) {
        int bracket = text.lastIndexOf(']');
        int colon = text.indexOf(':', bracket + 1);
        if (text.startsWith("[") != (bracket > 0)
                || (bracket > 0 && bracket + 1 != (colon < 0 ? text.length() : colon))) {
            return Optional.empty();
        }
        String name = colon < 0 ? text : text.substring(0, colon);
        String host = bracket > 0 ? name.substring(1, bracket) : name;
        Optional<Integer> port = colon < 0 ? Optional.of(defaultPort) : port(text.substring(colon + 1));
        return host.isEmpty() ? Optional.empty() : port.map(number -> new Authority(host, number));
    }

    private static Optional<Integer> port(String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int number = Integer.parseInt(digits);
        return number >= 1 && number <= MAX_PORT ? Optional.of(number) : Optional.empty();
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
