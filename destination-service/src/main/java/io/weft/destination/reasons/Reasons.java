package io.weft.destination.reasons;

import java.util.function.Supplier;

/** Hears from a join why each object it looked at counts or not. What is said last of an object holds. */
@FunctionalInterface
public interface Reasons {
    /** For whoever wants the answer alone; costs nothing. */
    Reasons NONE = (object, verdict, why) -> {};

    /**
     * Says something.
     *
     * @param object its text names it
     * @param why asked for at once, or never
     */
    void say(Object object, Verdict verdict, Supplier<String> why);
}
