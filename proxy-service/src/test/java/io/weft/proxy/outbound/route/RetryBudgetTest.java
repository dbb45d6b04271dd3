package io.weft.proxy.outbound.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** proxy-behaviour, 5.2: budget; brief-vs-linkerd, 5.5. */
class RetryBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aFifthOfTheRequestsMayBeTriedAgain() {
        RetryBudget budget = budget(0.2, 0, 0);
        deposit(budget, 10);

        assertThat(granted(budget, 5, 0)).isEqualTo(2);
    }

    /** As the wire has it, where a fifth is a little more than a fifth. */
    @ParameterizedTest
    @CsvSource({"0.1, 10", "0.2, 20", "0.25, 25", "0.3, 33", "0.7, 100"})
    void oneRetryIsPaidForByWholeRequests(float ratio, int granted) {
        RetryBudget budget = budget(ratio, 0, 0);
        deposit(budget, 100);

        assertThat(granted(budget, 101, 0)).isEqualTo(granted);
    }

    @Test
    void aRatioAboveOneGrantsMoreThanOneForEachRequest() {
        RetryBudget budget = budget(3, 0, 0);
        deposit(budget, 1);

        assertThat(granted(budget, 9, 0)).isEqualTo(3);
    }

    @Test
    void theReserveIsThereWithoutARequest() {
        assertThat(granted(budget(0.2, 2, 0), 100, 0)).isEqualTo(20);
        assertThat(granted(budget(0, 1, 0), 100, 0)).isEqualTo(10);
        assertThat(granted(budget(0.2, 0, 0), 100, 0)).isZero();
    }

    @Test
    void aRatioOfNextToNothingStillHasItsReserve() {
        assertThat(granted(budget(1e-30, Integer.MAX_VALUE, 0), 5, 0)).isEqualTo(5);
    }

    @Test
    void whatIsOlderThanTheTtlNoLongerCounts() {
        RetryBudget budget = budget(1, 0, 0);
        deposit(budget, 5);

        assertThat(budget.withdraw(9 * SECOND)).isTrue();
        assertThat(budget.withdraw(11 * SECOND)).isFalse();
    }

    @Test
    void whatWasSpentLongAgoIsGivenBackToTheReserve() {
        RetryBudget budget = budget(0, 1, 0);
        assertThat(granted(budget, 100, 0)).isEqualTo(10);

        assertThat(granted(budget, 100, 10 * SECOND)).isEqualTo(10);
    }

    @Test
    void noMoreThanTheCapAreGrantedInASecondWhateverTheRatioSays() {
        RetryBudget budget = budget(1, 0, 3);
        deposit(budget, 100);

        assertThat(granted(budget, 10, 0)).isEqualTo(3);
        assertThat(granted(budget, 10, SECOND - 1)).isZero();
        assertThat(granted(budget, 10, SECOND)).isEqualTo(3);
    }

    private static RetryBudget budget(double ratio, int min, int max) {
        return new RetryBudget(new BudgetTerms(ratio, min, Duration.ofSeconds(10), max), 0);
    }

    private static void deposit(RetryBudget budget, int times) {
        for (int i = 0; i < times; i++) {
            budget.deposit(0);
        }
    }

    private static int granted(RetryBudget budget, int asked, long now) {
        int granted = 0;
        for (int i = 0; i < asked; i++) {
            granted += budget.withdraw(now) ? 1 : 0;
        }
        return granted;
    }
}
