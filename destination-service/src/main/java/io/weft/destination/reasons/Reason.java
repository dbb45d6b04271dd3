package io.weft.destination.reasons;

/**
 * One object, and why it counts or not.
 *
 * @param object {@code Server shop/web}; where no object stands behind it, what it is
 */
public record Reason(String object, Verdict verdict, String why) {}
