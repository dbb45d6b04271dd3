package io.weft.benchmarks.tap;

/** What one round found: one part after the other, in an order that changes from round to round. */
record TapRound(Part alone, Part tapped) {
    /** What the tap adds to the sidecar's processor time, in percent of what it is without. */
    double addedPercent() {
        return 100 * (tapped.cpuMicros() / alone.cpuMicros() - 1);
    }

    long failures() {
        return alone.failures() + tapped.failures();
    }
}
