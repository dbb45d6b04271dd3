package io.weft.proxy.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One entry of {@code smuggling.txt}.
 *
 * @param said what an HTTP/1 client writes; empty for HTTP/2
 * @param headers of an HTTP/2 request: name, value, name, value…
 * @param body of an HTTP/2 request
 * @param read what a server behind the proxies shall read
 * @param answers what the client shall hear, as status codes
 */
record SmugglingCase(
        String name, String said, List<String> headers, String body, List<String> read, List<String> answers) {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x(\\p{XDigit}{2})|(.))");

    static List<SmugglingCase> all() throws IOException {
        try (InputStream file = Objects.requireNonNull(SmugglingCase.class.getResourceAsStream("smuggling.txt"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("\n\n+")
                    .splitAsStream(text)
                    .filter(entry -> entry.startsWith("case "))
                    .map(SmugglingCase::parse)
                    .toList();
        }
    }

    boolean http2() {
        return !headers.isEmpty();
    }

    /** What is said of it in {@code smuggling.txt}, as a test finds it. */
    String outcome() {
        return name + ": server " + read + ", client " + answers;
    }

    private static SmugglingCase parse(String entry) {
        List<String> lines = entry.lines().toList();
        List<String> headers = new ArrayList<>();
        for (String header : marked(lines, "h ")) {
            String[] pair = header.split(" ", 2);
            headers.add(unescaped(pair[0]));
            headers.add(unescaped(pair[1]));
        }
        return new SmugglingCase(
                String.join("", marked(lines, "case ")),
                unescaped(String.join("", marked(lines, "> "))),
                headers,
                unescaped(String.join("", marked(lines, "d "))),
                marked(lines, "server ").stream().map(SmugglingCase::unescaped).toList(),
                List.of(String.join("", marked(lines, "client")).strip().split(" ")));
    }

    private static List<String> marked(List<String> lines, String mark) {
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()))
                .toList();
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> java.util.regex.Matcher.quoteReplacement(character(escape)));
    }

    private static String character(MatchResult escape) {
        if (escape.group(1) != null) {
            return String.valueOf((char) Integer.parseInt(escape.group(1), 16));
        }
        return switch (escape.group(2)) {
            case "r" -> "\r";
            case "n" -> "\n";
            case "t" -> "\t";
            case "0" -> "\0";
            default -> escape.group(2);
        };
    }
}
