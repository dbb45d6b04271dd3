package io.weft.proxy.outbound;

import io.weft.core.Ticker;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.ProfileTerms;
import io.weft.proxy.outbound.route.RetryBudget;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The retry budgets of all destinations: event loops that send to the same service share them, and a change of policy that
 * leaves a budget as it is does not fill it up.
 *
 * <p>Threading: any thread.
 */
final class Budgets {
    private final Ticker ticker;
    private final Map<Key, Shared> shared = new HashMap<>(0);

    private record Key(String service, String of, BudgetTerms terms) {}

    private static final class Shared {
        private final RetryBudget budget;
        private int users;

        Shared(RetryBudget budget) {
            this.budget = budget;
        }
    }

    Budgets(Ticker ticker) {
        this.ticker = ticker;
    }

    /** The budgets of one destination on one loop. */
    final class Held {
        private Map<Key, RetryBudget> held = Map.of();

        /** Empty if there are no retries. */
        Optional<RetryBudget> of(ProfileTerms terms) {
            return terms.budget().map(budget -> held.get(new Key(terms.service(), terms.budgetOf(), budget)));
        }

        /** Those of {@code terms}, and no others; none lets go of all. */
        void hold(Set<ProfileTerms> terms) {
            Set<Key> wanted = new HashSet<>();
            terms.forEach(one ->
                    one.budget().ifPresent(budget -> wanted.add(new Key(one.service(), one.budgetOf(), budget))));
            Set<Key> before = held.keySet();
            held = acquire(wanted);
            release(before);
        }
    }

    private synchronized Map<Key, RetryBudget> acquire(Set<Key> keys) {
        Map<Key, RetryBudget> acquired = new HashMap<>();
        for (Key key : keys) {
            Shared found =
                    shared.computeIfAbsent(key, made -> new Shared(new RetryBudget(key.terms(), ticker.nanoTime())));
            found.users++;
            acquired.put(key, found.budget);
        }
        return acquired;
    }

    private synchronized void release(Set<Key> keys) {
        for (Key key : keys) {
            Shared found = shared.get(key);
            if (found != null && --found.users == 0) {
                shared.remove(key);
            }
        }
    }
}
