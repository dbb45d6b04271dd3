package io.weft.kubernetes.feed.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a document that does not parse, sorted by what they are about. Comments are left out.
 *
 * <p>Pure; linear in the text.
 *
 * @param metadata the lines below the first {@code metadata:} that are indented further than it is, and what follows it on
 *     its line
 * @param rest all other lines, that of the first {@code metadata:} up to its colon among them
 */
record Outline(List<String> metadata, List<String> rest) {
    private static final Pattern METADATA = Pattern.compile("^([\\s{,-]*[\"']?metadata[\"']?\\s*:)(.*)$");
    private static final Pattern METADATA_KEY = key("metadata");
    private static final Pattern API_VERSION = key("apiVersion");
    private static final Pattern KIND = key("kind");
    private static final Pattern LIST = Pattern.compile(KIND.pattern() + "\\s*[\"']?[A-Za-z]*List(?![\\w-])");

    Outline {
        metadata = List.copyOf(metadata);
        rest = List.copyOf(rest);
    }

    /** Finds a key wherever it stands, but not at the end of a longer word and not in a quoted text within a text. */
    static Pattern key(String name) {
        return Pattern.compile("(?<![\\w./\\\\-])[\"']?" + name + "[\"']?\\s*:");
    }

    static Outline of(String text) {
        List<String> metadata = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        int outer = -1; // indentation of the metadata being read
        boolean found = false;
        for (String line : text.lines().filter(line -> !isComment(line)).toList()) {
            if (outer >= 0 && (line.isBlank() || indentation(line) > outer)) {
                metadata.add(line);
                continue;
            }
            outer = -1;
            Matcher matcher = METADATA.matcher(line);
            if (!found && matcher.find()) {
                found = true;
                outer = indentation(line);
                rest.add(matcher.group(1));
                metadata.add(matcher.group(2));
            } else {
                rest.add(line);
            }
        }
        return new Outline(metadata, rest);
    }

    /**
     * Whether it may be several objects: a separator was lost, or it is a list. A reference has a kind too, so that one counts
     * only at the document's own level, which in braces cannot be told from the lines.
     */
    boolean maybeSeveral() {
        return count(API_VERSION, rest) > 1
                || count(METADATA_KEY, rest) > 1
                || (!isInBraces() && count(KIND, unindented()) > 1)
                || rest.stream().anyMatch(line -> LIST.matcher(line).find());
    }

    /** Lines of the document's own level; in a JSON object that is the first level of indentation, which counts too. */
    List<String> ownLevel() {
        return isInBraces() ? rest : unindented();
    }

    private List<String> unindented() {
        return rest.stream().filter(line -> !line.startsWith(" ")).toList();
    }

    private boolean isInBraces() {
        return rest.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !DocumentSplitter.isBareSeparator(line))
                .findFirst()
                .filter(line -> line.startsWith("{"))
                .isPresent();
    }

    private static long count(Pattern pattern, List<String> lines) {
        return lines.stream().flatMap(line -> pattern.matcher(line).results()).count();
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }
}
