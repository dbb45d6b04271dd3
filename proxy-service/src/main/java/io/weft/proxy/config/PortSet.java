package io.weft.proxy.config;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Ports, cheap even where they are all of them. */
public final class PortSet {
    /** No port. */
    public static final PortSet NONE = new PortSet(new BitSet());

    private static final Pattern PART = Pattern.compile("([0-9]{1,5})(?:\\s*-\\s*([0-9]{1,5}))?");
    private static final int MAX_PORT = 65_535;

    private final BitSet ports;

    private PortSet(BitSet ports) {
        this.ports = ports;
    }

    /**
     * Reads {@code 80, 8000-8010}; empty parts do not count.
     *
     * @throws IllegalArgumentException on anything that is not a port from 1 to 65535 or a rising range of them
     */
    public static PortSet parse(String text) {
        BitSet ports = new BitSet();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                add(ports, part.strip());
            }
        }
        return new PortSet(ports);
    }

    public boolean contains(int port) {
        return port >= 0 && ports.get(port);
    }

    /** In rising order. */
    public IntStream stream() {
        return ports.stream();
    }

    private static void add(BitSet ports, String part) {
        Matcher matcher = PART.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a port or range: " + part);
        }
        int from = Integer.parseInt(matcher.group(1));
        int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
        if (from < 1 || to > MAX_PORT || from > to) {
            throw new IllegalArgumentException("not a port or range: " + part);
        }
        ports.set(from, to + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortSet that && ports.equals(that.ports);
    }

    @Override
    public int hashCode() {
        return ports.hashCode();
    }

    @Override
    public String toString() {
        return ports.toString();
    }
}
