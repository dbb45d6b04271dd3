package io.weft.ingress.headers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The annotation {@code ingress.kubernetes.io/customHeaders}: {@code Name: value} pairs, separated by {@code ||} or a line's end.
 *
 * @param fields those that can be set, in their order
 * @param faults what is wrong with the others, for people
 */
public record CustomHeaders(List<HeaderField> fields, List<String> faults) {
    public static final String ANNOTATION = "ingress.kubernetes.io/customHeaders";

    private static final Pattern SEPARATOR = Pattern.compile("\\|\\||\\r?\\n");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");
    /** What frames a message is not a rule's to say. */
    private static final Set<String> FRAMING = Set.of("content-length", "expect");

    public CustomHeaders {
        fields = List.copyOf(fields);
        faults = List.copyOf(faults);
    }

    /** Reads the annotation's text; empty text is no field. */
    public static CustomHeaders parse(String text) {
        List<HeaderField> fields = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        SEPARATOR
                .splitAsStream(text)
                .map(String::strip)
                .filter(pair -> !pair.isEmpty())
                .forEach(pair -> {
                    int colon = pair.indexOf(':');
                    String name = colon < 0 ? pair : pair.substring(0, colon).strip();
                    String value = colon < 0 ? "" : pair.substring(colon + 1).strip();
                    if (colon < 0) {
                        faults.add("\"" + shown(name) + "\" has no colon");
                    } else if (!isSettable(name)) {
                        faults.add("\"" + shown(name) + "\" is no name of a header that may be set");
                    } else if (!VALUE.matcher(value).matches()) {
                        faults.add("the value of " + name + " has other characters than visible ASCII");
                    } else {
                        fields.add(new HeaderField(name, value));
                    }
                });
        return new CustomHeaders(fields, faults);
    }

    private static boolean isSettable(String name) {
        return NAME.matcher(name).matches() && !HopByHop.is(name) && !FRAMING.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Short, and on one line. */
    private static String shown(String text) {
        String visible = text.replaceAll("[^\\x20-\\x7e]", "?");
        return visible.length() > 64 ? visible.substring(0, 64) + "…" : visible;
    }
}
