package io.weft.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The relative links of Markdown pages, and what is wrong with them. */
final class Links {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]*)`");

    private Links() {}

    /** One sentence for each link of the page that leads nowhere, or elsewhere than it says. */
    static List<String> complaints(Path page) {
        return LINK.matcher(FENCED.matcher(Repository.text(page)).replaceAll(""))
                .results()
                .filter(link -> !link.group(2).matches("[a-z]+:.*"))
                .flatMap(link -> complaint(page, link.group(1), link.group(2)).stream())
                .toList();
    }

    private static Optional<String> complaint(Path page, String text, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return Optional.of(page + ": " + link + " does not exist");
        }
        if (parts.length > 1 && headings(target).noneMatch(parts[1]::equals)) {
            return Optional.of(page + ": " + target + " has no heading #" + parts[1]);
        }
        var type = CLASS.matcher(text);
        boolean elsewhere =
                target.toString().endsWith(".java") && type.matches() && !target.endsWith(type.group(1) + ".java");
        return elsewhere ? Optional.of(page + ": " + text + " leads to " + target) : Optional.empty();
    }

    /** As GitHub makes them: lower case, blanks to hyphens, punctuation gone. */
    private static Stream<String> headings(Path page) {
        return HEADING.matcher(FENCED.matcher(Repository.text(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
    }
}
