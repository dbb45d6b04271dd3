package io.weft.service.cluster;

import java.time.Duration;

/**
 * How long a lease lasts. A holder that cannot renew it stops leading {@code renewDeadline} after the last time it could; others
 * take over {@code lease} after that time, in whole seconds.
 *
 * @param retry how often a holder renews, and others ask
 */
public record LeaseTerms(Duration lease, Duration renewDeadline, Duration retry) {
    /** As the control plane has them. */
    public static final LeaseTerms USUAL =
            new LeaseTerms(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(2));
}
