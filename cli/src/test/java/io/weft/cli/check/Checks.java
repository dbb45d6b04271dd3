package io.weft.cli.check;

import io.weft.cli.machine.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs checks once each, without waiting, and tells what is not well. */
final class Checks {
    private Checks() {}

    /** {@code DESCRIPTION: ERROR} of each that failed; warnings have {@code ‼} before. */
    static List<String> problems(CheckGroup... groups) {
        return results(groups).stream()
                .flatMap(group -> group.checks().stream())
                .filter(result -> result.grade() != CheckResult.Grade.success)
                .map(result -> (result.grade() == CheckResult.Grade.warning ? "‼ " : "× ") + result.description() + ": "
                        + result.error().lines().collect(Collectors.joining(" | ")))
                .toList();
    }

    static List<GroupResult> results(CheckGroup... groups) {
        List<GroupResult> results = new ArrayList<>();
        Patience none = new Patience(java.time.Duration.ZERO, () -> 0, pause -> {});
        new CheckRunner(none, new CheckReport() {
                    @Override
                    public void waiting(Check check, String error) {}

                    @Override
                    public void group(GroupResult group) {
                        results.add(group);
                    }

                    @Override
                    public void end(boolean success) {}
                })
                .run(List.of(groups));
        return results;
    }
}
