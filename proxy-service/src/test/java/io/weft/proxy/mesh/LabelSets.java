package io.weft.proxy.mesh;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which families expositions have samples of, and the names of their labels in order. Values are left out. */
public final class LabelSets {
    private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? [^ ]+");
    private static final Pattern LABEL = Pattern.compile("([a-z0-9_]+)=\"[^\"]*\"");

    private final Map<String, TreeSet<String>> found = new TreeMap<>();

    /** Adds what {@code exposition} tells. */
    public LabelSets with(String exposition) {
        exposition.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
        found.keySet().stream()
                .filter(family -> family.endsWith("_bucket"))
                .toList()
                .forEach(this::foldHistogram);
        return this;
    }

    private void add(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalArgumentException("no sample: " + line);
        }
        String labels = sample.group(2) == null ? "" : sample.group(2);
        found.computeIfAbsent(sample.group(1), family -> new TreeSet<>())
                .add(LABEL.matcher(labels)
                        .results()
                        .map(label -> label.group(1))
                        .filter(name -> !name.equals("le"))
                        .collect(Collectors.joining(" ")));
    }

    /** One family instead of three. */
    private void foldHistogram(String buckets) {
        String family = buckets.substring(0, buckets.length() - "_bucket".length());
        TreeSet<String> sets = found.remove(buckets);
        found.remove(family + "_sum");
        found.remove(family + "_count");
        found.computeIfAbsent(family, folded -> new TreeSet<>()).addAll(sets);
    }

    /** A line for each family: several sets of labels are joined by a bar. */
    @Override
    public String toString() {
        return found.entrySet().stream()
                .map(each -> (each.getKey() + ": " + String.join(" | ", each.getValue())).strip() + "\n")
                .collect(Collectors.joining());
    }
}
