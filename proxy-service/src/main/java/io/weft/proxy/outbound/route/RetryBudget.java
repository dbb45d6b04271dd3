package io.weft.proxy.outbound.route;

/**
 * Lets retries be a share of the requests of the last while. Requests deposit, retries withdraw.
 *
 * <p>Threading: any thread.
 *
 * @see "proxy-behaviour, 5.2: budget"
 */
public final class RetryBudget {
    private static final int SLOTS = 10;
    private static final float PRECISE = 1000;
    private static final float MOST = 1_000_000; // no sum of them overflows
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final SlidingSum balance;
    private final SlidingSum lately; // retries of the last second
    private final long deposit;
    private final long withdrawal;
    private final long reserve;
    private final int maxPerSecond;

    public RetryBudget(BudgetTerms terms, long now) {
        balance = new SlidingSum(SLOTS, terms.ttl().toNanos(), now);
        lately = new SlidingSum(SLOTS, SECOND_NANOS, now);
        float ratio = (float) terms.ratio(); // as it came: a double's fifth would be a little more, and one in four
        boolean small = ratio <= 1;
        deposit = ratio == 0 ? 0 : small ? 1 : (long) PRECISE;
        withdrawal = ratio == 0 ? 1 : (long) Math.min(MOST, (small ? 1 : PRECISE) / ratio);
        reserve = terms.minPerSecond() * terms.ttl().toSeconds() * withdrawal;
        maxPerSecond = terms.maxPerSecond();
    }

    /** A request needed no retry. */
    public synchronized void deposit(long now) {
        balance.add(deposit, now);
    }

    /** Whether one retry is allowed; if so, it has been paid for. */
    public synchronized boolean withdraw(long now) {
        boolean capped = maxPerSecond > 0 && lately.sum(now) >= maxPerSecond;
        if (capped || balance.sum(now) + reserve < withdrawal) {
            return false;
        }
        balance.add(-withdrawal, now);
        lately.add(1, now);
        return true;
    }
}
