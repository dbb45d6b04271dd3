package io.weft.destination.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some ports, as annotations and settings list them: {@code 25,4000-4010,mysql}.
 *
 * @see "crds, 3.3: port lists"
 */
public record PortSet(List<Range> ranges) {
    public static final PortSet NONE = new PortSet(List.of());

    private static final Pattern ENTRY = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
    private static final int MAX_PORT = 65_535;

    public PortSet {
        ranges = List.copyOf(ranges);
    }

    /** Both ends included. */
    public record Range(int first, int last) {
        boolean contains(int port) {
            return first <= port && port <= last;
        }

        private boolean isValid() {
            return 1 <= first && first <= last && last <= MAX_PORT;
        }
    }

    /**
     * Reads a list.
     *
     * @param named the ports of that name; none: there is no such name
     * @param rejected hears each entry that means nothing; it counts for no port
     */
    public static PortSet parse(
            String text, Function<String, ? extends Collection<Integer>> named, Consumer<String> rejected) {
        List<Range> ranges = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            List<Range> found = entry(entry.strip(), named);
            if (found.isEmpty() && !entry.isBlank()) {
                rejected.accept(entry.strip());
            }
            ranges.addAll(found);
        }
        return new PortSet(ranges);
    }

    private static List<Range> entry(String entry, Function<String, ? extends Collection<Integer>> named) {
        Matcher matcher = ENTRY.matcher(entry);
        if (!matcher.matches()) {
            return named.apply(entry).stream()
                    .map(port -> new Range(port, port))
                    .toList();
        }
        int first = Integer.parseInt(matcher.group(1));
        String end = matcher.group(2);
        Range range = new Range(first, end == null ? first : Integer.parseInt(end));
        return range.isValid() ? List.of(range) : List.of();
    }

    public boolean contains(int port) {
        for (Range range : ranges) {
            if (range.contains(port)) {
                return true;
            }
        }
        return false;
    }
}
