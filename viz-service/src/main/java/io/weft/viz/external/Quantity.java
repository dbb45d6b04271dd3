package io.weft.viz.external;

/** Amounts as Kubernetes writes them: {@code 12}, or {@code 12500m} for twelve and a half. Pure. */
final class Quantity {
    private static final long MILLI = 1000;

    private Quantity() {}

    /** To the nearest thousandth; {@code amount} is not negative. */
    static String of(double amount) {
        long thousandths = Math.round(amount * MILLI);
        return thousandths % MILLI == 0 ? Long.toString(thousandths / MILLI) : thousandths + "m";
    }
}
