package io.weft.kubernetes.resource;

import java.time.Duration;

/**
 * How slow a replica looks whose answer says that it failed, so that others are asked meanwhile.
 *
 * @param penalty at least, not negative
 * @param maxRetryAfter the most that a replica may ask for itself, not negative
 */
public record LoadPenalty(Duration penalty, Duration maxRetryAfter) {}
