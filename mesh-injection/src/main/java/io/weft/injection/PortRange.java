package io.weft.injection;

import java.util.ArrayList;
import java.util.List;

/**
 * One TCP port, or an inclusive range of them.
 *
 * @param first 1 to 65535
 * @param last {@code first} to 65535
 */
public record PortRange(int first, int last) {
    private static final int MAX_PORT = 65535;

    /** @throws IllegalArgumentException if a bound is no port, or the range runs backwards */
    public PortRange {
        if (first < 1 || last > MAX_PORT || first > last) {
            throw new IllegalArgumentException("not a port range (1 to 65535, ascending): " + first + "-" + last);
        }
    }

    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    /**
     * Reads {@code 25,587,4000-4010}; blanks around an entry and empty entries are tolerated.
     *
     * @throws IllegalArgumentException naming the entry that is neither a port nor a range
     */
    public static List<PortRange> parseList(String text) {
        List<PortRange> ranges = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            if (!entry.isBlank()) {
                ranges.add(parse(entry.strip()));
            }
        }
        return List.copyOf(ranges);
    }

    public boolean contains(int port) {
        return first <= port && port <= last;
    }

    private static PortRange parse(String entry) {
        int dash = entry.indexOf('-');
        try {
            return dash < 0
                    ? of(Integer.parseInt(entry))
                    : new PortRange(
                            Integer.parseInt(entry.substring(0, dash).strip()),
                            Integer.parseInt(entry.substring(dash + 1).strip()));
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("not a port or a range of ports: " + entry, malformed);
        }
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
