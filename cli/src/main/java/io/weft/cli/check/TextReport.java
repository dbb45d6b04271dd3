package io.weft.cli.check;

import io.weft.cli.output.Console;
import java.util.HashSet;
import java.util.Set;

/**
 * Results as lines, as they come.
 *
 * @see "cli, 4"
 */
final class TextReport implements CheckReport {
    private static final String INDENT = "    ";

    private final Console console;
    private final boolean brief;
    private final Set<String> announced = new HashSet<>();

    /** {@code brief}: only what is not well. */
    TextReport(Console console, boolean brief) {
        this.console = console;
        this.brief = brief;
    }

    @Override
    public void waiting(Check check, String error) {
        if (announced.add(check.description())) {
            console.note("waiting until " + check.description() + ": "
                    + error.lines().findFirst().orElse(""));
        }
    }

    @Override
    public void group(GroupResult group) {
        if (brief && group.checks().stream().allMatch(check -> check.grade() == CheckResult.Grade.success)) {
            return;
        }
        console.print(group.name());
        console.print("-".repeat(group.name().length()));
        group.checks().stream()
                .filter(check -> !brief || check.grade() != CheckResult.Grade.success)
                .forEach(this::check);
        console.print("");
    }

    @Override
    public void end(boolean success) {
        console.print("Status check results are " + (success ? console.good("√") : console.bad("×")));
    }

    private void check(CheckResult result) {
        console.print(glyph(result.grade()) + " " + result.description());
        if (!result.error().isEmpty()) {
            result.error().lines().forEach(line -> console.print(INDENT + line));
            console.print(INDENT + "see " + result.hint() + " for hints");
        }
    }

    private String glyph(CheckResult.Grade grade) {
        return switch (grade) {
            case success -> console.good("√");
            case warning -> console.doubtful("‼");
            case error -> console.bad("×");
        };
    }
}
