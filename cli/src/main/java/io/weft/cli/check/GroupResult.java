package io.weft.cli.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** How the checks of one group ended; also how {@code -o json} prints them. */
record GroupResult(@JsonProperty("categoryName") String name, List<CheckResult> checks) {
    GroupResult {
        checks = List.copyOf(checks);
    }

    /** Warnings are no failure. */
    boolean succeeded() {
        return checks.stream().noneMatch(check -> check.grade() == CheckResult.Grade.error);
    }
}
