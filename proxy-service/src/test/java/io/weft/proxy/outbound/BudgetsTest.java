package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.ProfileTerms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 5.2: scope. */
class BudgetsTest {
    private static final BudgetTerms ONE = new BudgetTerms(0, 1, Duration.ofSeconds(1), 0);

    private final Budgets budgets = new Budgets(() -> 0);

    @Test
    void allRoutesOfAServiceAndAllLoopsShareOneBudget() {
        Budgets.Held loop = held(terms("a", ""), terms("b", ""));
        Budgets.Held otherLoop = held(terms("a", ""));

        assertThat(loop.of(terms("a", "")).orElseThrow().withdraw(0)).isTrue();
        assertThat(loop.of(terms("b", "")).orElseThrow().withdraw(0)).isFalse();
        assertThat(otherLoop.of(terms("a", "")).orElseThrow().withdraw(0)).isFalse();
    }

    @Test
    void aRouteWithABudgetOfItsOwnSharesItWithNobody() {
        Budgets.Held loop = held(terms("a", ""), terms("b", "b"));

        assertThat(loop.of(terms("a", "")).orElseThrow().withdraw(0)).isTrue();
        assertThat(loop.of(terms("b", "b")).orElseThrow().withdraw(0)).isTrue();
    }

    @Test
    void aChangeOfPolicyThatLeavesABudgetAloneDoesNotFillItUp() {
        Budgets.Held loop = held(terms("a", ""));
        loop.of(terms("a", "")).orElseThrow().withdraw(0);
        loop.hold(Set.of(terms("a", ""), terms("new", "")));

        assertThat(loop.of(terms("a", "")).orElseThrow().withdraw(0)).isFalse();
    }

    @Test
    void aBudgetNobodyHoldsIsForgotten() {
        Budgets.Held loop = held(terms("a", ""));
        loop.of(terms("a", "")).orElseThrow().withdraw(0);
        loop.hold(Set.of());

        assertThat(held(terms("a", "")).of(terms("a", "")).orElseThrow().withdraw(0))
                .isTrue();
    }

    private Budgets.Held held(ProfileTerms... terms) {
        Budgets.Held held = budgets.new Held();
        held.hold(Set.of(terms));
        return held;
    }

    private static ProfileTerms terms(String route, String budgetOf) {
        return new ProfileTerms(
                "web.shop:80", Map.of("route", route), List.of(), Duration.ZERO, Optional.of(ONE), budgetOf);
    }
}
