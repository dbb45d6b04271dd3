package io.weft.proxy.route;

import java.util.random.RandomGenerator;

/**
 * A share of all requests, drawn for each.
 *
 * @param numerator 0 or more
 * @param denominator 1 or more
 */
public record Ratio(long numerator, long denominator) {
    public static final Ratio ALL = new Ratio(1, 1);

    /** Whether this request belongs to it. */
    public boolean draw(RandomGenerator random) {
        return numerator >= denominator || random.nextLong(denominator) < numerator;
    }
}
