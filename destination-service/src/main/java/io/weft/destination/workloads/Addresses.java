package io.weft.destination.workloads;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads IP addresses. Never asks DNS. */
public final class Addresses {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private Addresses() {}

    /** Empty unless {@code text} is an IPv4 address in four parts or an IPv6 address. */
    public static Optional<InetAddress> parse(String text) {
        if (text.indexOf(':') < 0 && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Those that can be read, in order. */
    public static List<InetAddress> parseAll(Collection<String> texts) {
        return texts.stream().flatMap(Addresses::stream).toList();
    }

    private static Stream<InetAddress> stream(String text) {
        return parse(text).stream();
    }
}
