package io.weft.cli.check;

import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Patience;
import java.util.ArrayList;
import java.util.List;

/** Looks at one thing after the other. */
final class CheckRunner {
    private final Patience patience;
    private final CheckReport report;

    CheckRunner(Patience patience, CheckReport report) {
        this.patience = patience;
        this.report = report;
    }

    /** Whether nothing failed; warnings do not count. A fatal failure ends everything. */
    boolean run(List<CheckGroup> groups) {
        boolean success = true;
        for (CheckGroup group : groups) {
            List<CheckResult> results = new ArrayList<>();
            boolean fatal = run(group, results);
            GroupResult result = new GroupResult(group.name(), results);
            if (!results.isEmpty()) {
                report.group(result);
            }
            success &= result.succeeded();
            if (fatal) {
                break;
            }
        }
        report.end(success);
        return success;
    }

    /** Whether a fatal check failed. */
    private boolean run(CheckGroup group, List<CheckResult> results) {
        for (Check check : group.checks()) {
            if (!check.asked().getAsBoolean()) {
                continue;
            }
            CheckResult result = run(check);
            results.add(result);
            if (result.grade() == CheckResult.Grade.error && check.weight() == Check.Weight.FATAL) {
                return true;
            }
        }
        return false;
    }

    private CheckResult run(Check check) {
        String error = look(check);
        while (!error.isEmpty() && check.retried()) {
            report.waiting(check, error);
            if (!patience.pause()) {
                break;
            }
            error = look(check);
        }
        return error.isEmpty() ? CheckResult.good(check) : CheckResult.bad(check, error);
    }

    private static String look(Check check) {
        try {
            return String.join("\n", check.probe().complaints());
        } catch (RuntimeException e) {
            return MachineException.describe(e);
        }
    }
}
