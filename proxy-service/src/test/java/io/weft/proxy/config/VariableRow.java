package io.weft.proxy.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the reference says of one variable.
 *
 * @param fallback as written in the environment
 * @param good a value other than the default
 * @param bad values to refuse
 */
record VariableRow(String suffix, Optional<String> fallback, String good, List<String> bad) {
    /** {@code SUFFIX | default, or - | good | bad; bad; …}; {@code <empty>} stands for nothing at all. */
    static VariableRow parse(String line) {
        String[] cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
        return new VariableRow(
                cells[0],
                Optional.of(cells[1]).filter(text -> !text.equals("-")).map(VariableRow::text),
                cells[2],
                Arrays.stream(cells[3].split(";"))
                        .map(bad -> bad.startsWith(" ") ? bad.substring(1) : bad)
                        .filter(bad -> !bad.isEmpty())
                        .map(VariableRow::text)
                        .toList());
    }

    private static String text(String cell) {
        return cell.equals("<empty>") ? "" : cell;
    }

    @Override
    public String toString() {
        return suffix;
    }
}
