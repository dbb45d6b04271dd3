package io.weft.kubernetes.resource;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads amounts as Kubernetes writes them: {@code 2}, {@code 0.5}, {@code 250m}, {@code 3k}. Negative ones, and those in powers
 * of two, are none here.
 */
public final class Quantity {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9})(m|k|M|)");
    private static final Map<String, Integer> POWERS_OF_TEN = Map.of("m", -3, "", 0, "k", 3, "M", 6);

    private Quantity() {}

    /** Empty if {@code text} is no amount. */
    public static Optional<BigDecimal> parse(String text) {
        Matcher amount = TEXT.matcher(text);
        return amount.matches()
                ? Optional.of(new BigDecimal(amount.group(1))
                        .scaleByPowerOfTen(POWERS_OF_TEN.getOrDefault(amount.group(2), 0)))
                : Optional.empty();
    }
}
