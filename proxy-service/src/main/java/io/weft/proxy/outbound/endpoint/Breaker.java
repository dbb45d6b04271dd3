package io.weft.proxy.outbound.endpoint;

import io.weft.proxy.outbound.route.FailureAccrual;
import io.weft.proxy.outbound.route.FailureAccrual.SuccessRate;
import io.weft.proxy.outbound.route.SlidingSum;
import io.weft.proxy.telemetry.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Leaves an endpoint alone that fails too often: for a while nothing is sent there, then one request, and by what becomes of
 * that one everything or again nothing, for longer.
 *
 * <p>Threading: one event loop. Times are nanoseconds of one ticker.
 *
 * @see "proxy-behaviour, 3: circuit breaking"
 */
final class Breaker {
    private static final int BUCKETS = 10;

    private final FailureAccrual accrual;
    private final RandomGenerator random;
    private final @Nullable SlidingSum successes;
    private final @Nullable SlidingSum requests;
    private State state = State.OPEN;
    private int inARow;
    private int trips; // without a good probe since
    private int epoch; // of the requests that count: those sent since the state last changed

    private enum State {
        OPEN,
        SHUT,
        /** One request may go. */
        PROBATION,
        /** It has gone. */
        PROBING
    }

    Breaker(FailureAccrual accrual, RandomGenerator random, long now) {
        this.accrual = accrual;
        this.random = random;
        successes = window(accrual, now);
        requests = window(accrual, now);
    }

    private static @Nullable SlidingSum window(FailureAccrual accrual, long now) {
        return accrual.successRate()
                .map(rate -> new SlidingSum(BUCKETS, rate.window().toNanos(), now))
                .orElse(null);
    }

    /** Whether a request may be sent now. */
    boolean admits() {
        return state == State.OPEN || state == State.PROBATION;
    }

    /** A request is sent. Gives the number by which {@link #ended} knows it. */
    int sent() {
        if (state == State.PROBATION) {
            change(State.PROBING);
        }
        return epoch;
    }

    /** The time of being left alone is over. */
    void probe() {
        change(State.PROBATION);
    }

    /** A request ended that nobody can draw a conclusion from, because its client gave up. */
    void abandoned(int number) {
        if (number == epoch && state == State.PROBING) {
            change(State.PROBATION);
        }
    }

    /**
     * A request ended.
     *
     * @param number that {@link #sent} gave
     * @return how long the endpoint is to be left alone from now on; empty: not at all
     */
    Optional<Duration> ended(int number, Outcome outcome, long now) {
        if (number != epoch) {
            return Optional.empty();
        }
        return switch (state) {
            case PROBING -> probed(outcome);
            case OPEN -> counted(outcome, now);
            case SHUT, PROBATION -> Optional.empty();
        };
    }

    /** A request that has not ended shows how it goes; of a probe that is enough. As {@link #ended}, which then says nothing more. */
    Optional<Duration> shows(int number, Outcome outcome) {
        return state == State.PROBING && number == epoch ? probed(outcome) : Optional.empty();
    }

    private Optional<Duration> probed(Outcome outcome) {
        boolean bad = outcome.failure() || (accrual.successRate().isPresent() && outcome.limited());
        if (bad) {
            return Optional.of(trip());
        }
        trips = 0;
        change(State.OPEN);
        return Optional.empty();
    }

    private Optional<Duration> counted(Outcome outcome, long now) {
        inARow = outcome.failure() ? inARow + 1 : 0;
        boolean tooFew = tooFew(!outcome.failure() && !outcome.limited(), now);
        boolean tooMany = accrual.consecutive() > 0 && inARow >= accrual.consecutive();
        return tooMany || tooFew ? Optional.of(trip()) : Optional.empty();
    }

    private boolean tooFew(boolean success, long now) {
        Optional<SuccessRate> rate = accrual.successRate();
        if (rate.isEmpty() || successes == null || requests == null) {
            return false;
        }
        requests.add(1, now);
        successes.add(success ? 1 : 0, now);
        long total = requests.sum(now);
        return total >= rate.get().minRequests()
                && successes.sum(now) < rate.get().threshold() * total;
    }

    private Duration trip() {
        trips++;
        change(State.SHUT);
        return accrual.backoff().delayWithin(trips, random);
    }

    private void change(State next) {
        state = next;
        epoch++;
        inARow = 0;
        if (successes != null && requests != null) {
            successes.clear();
            requests.clear();
        }
    }
}
