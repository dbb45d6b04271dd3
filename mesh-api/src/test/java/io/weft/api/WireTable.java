package io.weft.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of wire facts, one per line, columns separated by single tabs; {@code -} where a column has nothing to say.
 *
 * <pre>
 * package   NAME                                                  of the rows that follow
 * field     MESSAGE   NUMBER   NAME      TYPE       LABEL   ONEOF
 * value     ENUM      NUMBER   NAME
 * method    SERVICE   NAME     REQUEST   RESPONSE
 * reserved  MESSAGE   NUMBER or NAME
 * empty     MESSAGE
 * </pre>
 *
 * Names are relative to the package, except types of other packages, which are written in full.
 */
record WireTable(String name, List<WireFact> facts) {
    private static final Path DIRECTORY = Path.of("src/test/resources/wire");
    private static final Pattern RELATIVE_NAME = Pattern.compile("(?<![\\w.])[A-Z]");

    WireTable {
        facts = List.copyOf(facts);
    }

    static List<WireTable> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().map(WireTable::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is the one that lists what Weft added. */
    boolean isOurs() {
        return name.equals("ours");
    }

    @Override
    public String toString() {
        return name;
    }

    private static WireTable read(Path file) {
        String name = file.getFileName().toString().replace(".tsv", "");
        List<WireFact> facts = new ArrayList<>();
        String prefix = "";
        try {
            for (String line : Files.readAllLines(file)) {
                String[] cells = line.split("\t", -1);
                if (cells[0].equals("package")) {
                    prefix = cells[1].equals("-") ? "" : cells[1] + ".";
                } else if (!line.startsWith("#")) {
                    facts.add(fact(prefix, cells));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + ", after " + facts.size() + " facts: " + e.getMessage(), e);
        }
        return new WireTable(name, facts);
    }

    private static WireFact fact(String prefix, String[] cells) {
        String owner = prefix + cells[1];
        return switch (cells[0] + " " + cells.length) {
            case "field 7" ->
                new WireFact.Field(
                        owner, Integer.parseInt(cells[2]), cells[3], full(prefix, cells[4]), cells[5], cells[6]);
            case "value 4" -> new WireFact.EnumValue(owner, Integer.parseInt(cells[2]), cells[3]);
            case "method 5" -> new WireFact.Method(owner, cells[2], full(prefix, cells[3]), full(prefix, cells[4]));
            case "reserved 3" -> new WireFact.Reserved(owner, cells[2]);
            case "empty 2" -> new WireFact.Empty(owner);
            default -> throw new IllegalArgumentException("not a row: " + String.join(" | ", cells));
        };
    }

    /** Messages and enums begin with a capital, scalars and packages do not. */
    private static String full(String prefix, String type) {
        return RELATIVE_NAME.matcher(type).replaceAll(match -> prefix + match.group());
    }
}
