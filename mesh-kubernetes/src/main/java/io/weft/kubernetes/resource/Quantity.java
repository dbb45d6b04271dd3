package io.weft.kubernetes.resource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads weights: integers, or quantities as Kubernetes spells them ({@code 500m}, {@code 1.5}, {@code 2k}). */
final class Quantity {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(m|k|M|)");
    private static final Map<String, BigDecimal> SUFFIX = Map.of(
            "m",
            new BigDecimal("0.001"),
            "",
            BigDecimal.ONE,
            "k",
            BigDecimal.valueOf(1_000),
            "M",
            BigDecimal.valueOf(1_000_000));
    private static final BigDecimal MILLI = BigDecimal.valueOf(1_000);
    private static final long MOST = 0xffff_ffffL; // what the wire holds

    private Quantity() {}

    /**
     * In ten-thousandths, by way of thousandths, which are rounded up as Kubernetes does.
     *
     * @throws ResourceException if it is absent, no quantity, negative or more than 32 bits hold
     */
    static long tenThousandths(Field field) {
        Matcher text = TEXT.matcher(field.json().isValueNode() ? field.json().asString() : "");
        field.require(text.matches(), "a weight like 90, 500m or 1.5, not negative, is required");
        BigDecimal milli = new BigDecimal(text.group(1))
                .multiply(SUFFIX.getOrDefault(text.group(2), BigDecimal.ONE))
                .multiply(MILLI)
                .setScale(0, RoundingMode.CEILING);
        BigDecimal wire = milli.multiply(BigDecimal.TEN);
        field.require(wire.compareTo(BigDecimal.valueOf(MOST)) <= 0, "at most 429496 is allowed");
        return wire.longValueExact();
    }
}
