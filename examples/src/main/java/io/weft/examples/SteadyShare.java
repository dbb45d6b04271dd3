package io.weft.examples;

/** Says yes to an exact share of the questions, evenly spread: no chance, so that counts can be compared. Thread-safe. */
final class SteadyShare {
    private final double share;
    private double owed; // guarded by this

    SteadyShare(double share) {
        this.share = share;
    }

    synchronized boolean next() {
        owed += share;
        if (owed < 1 - 1e-9) {
            return false;
        }
        owed -= 1;
        return true;
    }
}
