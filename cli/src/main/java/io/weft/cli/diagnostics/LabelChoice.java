package io.weft.cli.diagnostics;

import io.weft.cli.machine.MachineException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What labels have to be, where no API server reads it: {@code KEY=VALUE}, or a key that must be there, separated by commas.
 *
 * @param wanted values by key; empty: any
 */
record LabelChoice(Map<String, String> wanted) {
    private static final Pattern TERM = Pattern.compile("([A-Za-z0-9./_-]+)(?:==?([A-Za-z0-9._-]+))?");

    /** @throws MachineException if it says anything else */
    static LabelChoice of(String selector) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String term : selector.split(",", -1)) {
            Matcher read = TERM.matcher(term.strip());
            if (!read.matches()) {
                throw new MachineException("on this machine -l is KEY=VALUE,KEY,..., not '" + selector + "'");
            }
            wanted.put(read.group(1), read.group(2) == null ? "" : read.group(2));
        }
        return new LabelChoice(wanted);
    }

    boolean isMet(Map<String, String> labels) {
        return wanted.entrySet().stream()
                .allMatch(each -> each.getValue().isEmpty()
                        ? labels.containsKey(each.getKey())
                        : each.getValue().equals(labels.get(each.getKey())));
    }
}
