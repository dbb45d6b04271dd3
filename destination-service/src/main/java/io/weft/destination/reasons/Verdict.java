package io.weft.destination.reasons;

/** What becomes of an object. */
public enum Verdict {
    /** The answer is made of it. */
    APPLIES,
    /** It would count, but for another. */
    OVERRIDDEN,
    /** It is about something else. */
    NO_MATCH,
    /** It is about this, but cannot be followed: it lets nobody in, or is left out. */
    REFUSED
}
