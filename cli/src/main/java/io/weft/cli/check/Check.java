package io.weft.cli.check;

import java.util.List;

/**
 * One thing to look at.
 *
 * @param description what is true if all is well
 * @param hint where to read on
 * @param weight what a failure means for the rest
 * @param retried whether a failure may pass by itself, and is worth waiting for
 */
record Check(String description, String hint, Weight weight, boolean retried, Probe probe) {
    private static final String SHARED = "https://linkerd.io/2/checks/#";
    private static final String OURS = "docs/checks.md#";

    /** What a failure means. */
    enum Weight {
        /** Nothing after it is worth looking at. */
        FATAL,
        ERROR,
        WARNING
    }

    /** Looks. */
    @FunctionalInterface
    interface Probe {
        /**
         * What is wrong, one complaint each; empty if nothing is.
         *
         * @throws RuntimeException if it cannot even look; its message is a complaint like the others
         */
        List<String> complaints();
    }

    /** A check that Linkerd has too; {@code anchor} names it in the hints everybody knows. */
    static Check shared(String description, String anchor, Weight weight, Probe probe) {
        return new Check(description, SHARED + anchor, weight, false, probe);
    }

    /** A check of ours; {@code anchor} is a heading in our own document. */
    static Check ours(String description, String anchor, Weight weight, Probe probe) {
        return new Check(description, OURS + anchor, weight, false, probe);
    }

    Check withRetries() {
        return new Check(description, hint, weight, true, probe);
    }
}
