package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.check.Check.Weight;
import io.weft.cli.machine.Patience;
import io.weft.testkit.golden.Golden;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckRunnerTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Printed printed = new Printed();
    private final Patience patience =
            new Patience(Duration.ofSeconds(12), nanos::get, pause -> nanos.addAndGet(pause.toNanos()));

    private static final List<CheckGroup> MIXED = List.of(
            new CheckGroup("all-well", List.of(good("one"), good("two"))),
            new CheckGroup(
                    "not-all-well", List.of(good("three"), bad("four", Weight.WARNING), bad("five", Weight.ERROR))),
            new CheckGroup("last", List.of(bad("six", Weight.FATAL), good("never looked at"))),
            new CheckGroup("never reached", List.of(good("seven"))));

    @ParameterizedTest
    @ValueSource(strings = {"table", "short", "json"})
    void resultsArePrinted(String output) {
        assertThat(new CheckRunner(patience, report(output)).run(MIXED)).isFalse();

        Golden.check(getClass(), "check." + output + ".txt", printed.out());
        assertThat(printed.err()).isEmpty();
    }

    @Test
    void shortSaysNothingWhenAllIsWell() {
        assertThat(new CheckRunner(patience, report("short")).run(MIXED.subList(0, 1)))
                .isTrue();
        assertThat(printed.out()).isEqualTo("Status check results are √\n");
    }

    @Test
    void warningsAreNoFailure() {
        List<CheckGroup> groups = List.of(new CheckGroup("g", List.of(bad("w", Weight.WARNING))));

        assertThat(new CheckRunner(patience, report("table")).run(groups)).isTrue();
        assertThat(printed.out()).contains("‼ w").endsWith("Status check results are √\n");
    }

    @Test
    void failureThatPassesIsWaitedFor() {
        AtomicInteger looks = new AtomicInteger();
        Check check = new Check(
                        "it is ready",
                        "a",
                        Weight.FATAL,
                        () -> looks.incrementAndGet() < 3 ? List.of("not yet") : List.of())
                .withRetries();

        assertThat(new CheckRunner(patience, report("table")).run(List.of(new CheckGroup("g", List.of(check)))))
                .isTrue();
        assertThat(looks).hasValue(3);
        assertThat(nanos).hasValue(Duration.ofSeconds(10).toNanos());
        assertThat(printed.err()).isEqualTo("waiting until it is ready: not yet\n");
    }

    @Test
    void waitingEndsAtTheDeadlineOfAllChecksTogether() {
        AtomicInteger looks = new AtomicInteger();
        Check check = new Check("x", "a", Weight.ERROR, () -> List.of("look " + looks.incrementAndGet())).withRetries();
        CheckGroup group = new CheckGroup("g", List.of(check, check));

        assertThat(new CheckRunner(patience, report("table")).run(List.of(group)))
                .isFalse();
        assertThat(looks).hasValue(4 + 1); // at 0, 5, 10 and 12 seconds; then once more, without time to wait
    }

    @Test
    void whatCannotBeLookedAtIsNotWell() {
        Check check = new Check("x", "a", Weight.ERROR, () -> {
            throw new IllegalStateException("no answer");
        });

        assertThat(Checks.problems(new CheckGroup("g", List.of(check)))).containsExactly("× x: no answer");
    }

    private CheckReport report(String output) {
        return output.equals("json")
                ? new JsonReport(printed.console())
                : new TextReport(printed.console(), output.equals("short"));
    }

    private static Check good(String description) {
        return new Check(description, "a", Weight.ERROR, List::of);
    }

    private static Check bad(String description, Weight weight) {
        return new Check(description, "l5d-" + description, weight, () -> List.of("this is wrong", "so is that"));
    }
}
