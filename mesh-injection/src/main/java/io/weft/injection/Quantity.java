package io.weft.injection;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads amounts of CPU as Kubernetes writes them: {@code 2}, {@code 0.5}, {@code 250m}. */
final class Quantity {
    private Quantity() {}

    /** Rounded up; 0 if nothing is written, or nothing that can be read. */
    static int wholeCpus(String text) {
        boolean thousandths = text.endsWith("m");
        try {
            BigDecimal cpus = new BigDecimal(thousandths ? text.substring(0, text.length() - 1) : text);
            return cpus.movePointLeft(thousandths ? 3 : 0)
                    .setScale(0, RoundingMode.CEILING)
                    .intValue();
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
