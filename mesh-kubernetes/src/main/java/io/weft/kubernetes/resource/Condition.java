package io.weft.kubernetes.resource;

/**
 * What a controller says of an object in its status.
 *
 * @param type for instance {@code Accepted}
 * @param holds whether its status is True; Unknown counts as False
 * @param reason one word in upper camel case, for machines
 * @param message for people; may be empty
 */
public record Condition(String type, boolean holds, String reason, String message) {}
