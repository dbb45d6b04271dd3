package io.weft.cli.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a check ended; also how {@code -o json} prints it.
 *
 * @param hint empty if all is well
 * @param error empty if all is well; one line per complaint
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record CheckResult(
        String description,
        String hint,
        String error,
        @JsonProperty("result") Grade grade) {
    /** Spelt as in JSON. */
    enum Grade {
        success,
        warning,
        error
    }

    static CheckResult good(Check check) {
        return new CheckResult(check.told(), "", "", Grade.success);
    }

    static CheckResult bad(Check check, String error) {
        return new CheckResult(
                check.description(),
                check.hint(),
                error,
                check.weight() == Check.Weight.WARNING ? Grade.warning : Grade.error);
    }
}
