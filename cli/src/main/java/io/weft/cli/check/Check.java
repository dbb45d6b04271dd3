package io.weft.cli.check;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One thing to look at.
 *
 * @param description what is true if all is well
 * @param anchor names it in our document of checks; what Linkerd checks too has Linkerd's name
 * @param weight what a failure means for the rest
 * @param retried whether a failure may pass by itself, and is worth waiting for
 * @param asked whether the question makes sense here; where it does not, nothing is said
 * @param remark what is worth knowing where all is well; may be empty
 */
record Check(
        String description,
        String anchor,
        Weight weight,
        boolean retried,
        BooleanSupplier asked,
        Supplier<String> remark,
        Probe probe) {
    private static final String DOCUMENT = "docs/checks.md#";

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

    Check(String description, String anchor, Weight weight, Probe probe) {
        this(description, anchor, weight, false, () -> true, () -> "", probe);
    }

    /** Where to read on. */
    String hint() {
        return DOCUMENT + anchor;
    }

    Check withRetries() {
        return new Check(description, anchor, weight, true, asked, remark, probe);
    }

    Check onlyWhen(BooleanSupplier condition) {
        return new Check(description, anchor, weight, retried, condition, remark, probe);
    }

    Check withRemark(Supplier<String> known) {
        return new Check(description, anchor, weight, retried, asked, known, probe);
    }

    /** What is true, in full. */
    String told() {
        String known = remark.get();
        return known.isEmpty() ? description : description + " (" + known + ")";
    }
}
