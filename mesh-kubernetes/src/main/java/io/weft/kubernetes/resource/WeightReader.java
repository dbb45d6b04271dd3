package io.weft.kubernetes.resource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Reads how much of a service's traffic goes somewhere. */
final class WeightReader {
    private static final BigDecimal MOST = BigDecimal.valueOf(0xffff_ffffL); // what the wire holds

    private WeightReader() {}

    /** In ten-thousandths of one, at least 0: {@code 1} is 10,000, {@code 500m} is 5,000. */
    static long read(Field field) {
        BigDecimal amount = (field.json().isValueNode()
                        ? Quantity.parse(field.json().asString())
                        : Optional.<BigDecimal>empty())
                .orElseThrow(() -> field.refuse("a weight like 90, 500m or 1.5, not negative, is required"));
        BigDecimal thousandths = amount.movePointRight(3).setScale(0, RoundingMode.CEILING); // as Kubernetes counts
        BigDecimal wire = thousandths.multiply(BigDecimal.TEN);
        field.require(wire.compareTo(MOST) <= 0, "at most 429496 is allowed");
        return wire.longValueExact();
    }
}
