package io.weft.proxy.outbound.route;

import java.time.Duration;

/**
 * How many retries a budget allows.
 *
 * @param ratio retries for each request, 0 to 1000
 * @param minPerSecond retries allowed whatever the ratio says
 * @param ttl for how long a request counts, 1 to 60 seconds
 * @param maxPerSecond retries allowed at most; 0: no such limit
 * @see "proxy-behaviour, 5.2; brief-vs-linkerd, 5.4 and 5.5"
 */
public record BudgetTerms(double ratio, int minPerSecond, Duration ttl, int maxPerSecond) {}
