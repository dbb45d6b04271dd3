package io.weft.proxy.balance;

import java.time.Duration;

/**
 * What one endpoint costs now: a round-trip estimate that jumps to every peak and forgets it slowly, times the requests in
 * flight.
 *
 * <p>Threading: one event loop. All times are nanoseconds of one ticker.
 *
 * @see "proxy-behaviour, 2: peak EWMA"
 */
public final class PeakEwma {
    private static final long FAILURE_NANOS = 1_000_000_000L;

    private final double decayNanos;
    private double estimate;
    private long updated;
    private int inFlight;

    /**
     * An endpoint nothing is known of.
     *
     * @param defaultRtt first estimate, at least 1 ms
     * @param decay time after which an estimate has faded to 1/e, positive
     */
    public PeakEwma(Duration defaultRtt, Duration decay, long now) {
        this.estimate = Math.max(defaultRtt.toNanos(), 1_000_000L);
        this.decayNanos = decay.toNanos();
        this.updated = now;
    }

    /** A request is on its way. */
    public void started() {
        inFlight++;
    }

    /** A request that was {@link #started} is over. */
    public void ended() {
        inFlight--;
    }

    /** A response began {@code rtt} after its request. */
    public void observe(long rtt, long now) {
        double sample = Math.max(0, rtt);
        if (sample > estimate) {
            estimate = sample;
        } else {
            double weight = fading(now);
            estimate = estimate * weight + sample * (1 - weight);
        }
        updated = now;
    }

    /** No answer came: as bad as a second's wait, so that what fails at once does not look fast. */
    public void failed(long rtt, long now) {
        observe(Math.max(rtt, FAILURE_NANOS), now);
    }

    /** An answer came that makes it look as slow as {@code penalty}, or as it looks now, whichever is slower. */
    public void penalized(long penalty, long now) {
        observe(Math.max(penalty, (long) (estimate * fading(now))), now);
    }

    /** Lower is better. */
    public double load(long now) {
        return estimate * fading(now) * (inFlight + 1);
    }

    public int inFlight() {
        return inFlight;
    }

    private double fading(long now) {
        return Math.exp(-Math.max(0, now - updated) / decayNanos);
    }
}
