package io.weft.proxy.http;

import java.time.Duration;

/**
 * How many may wait for a place to send to, and for how long.
 *
 * @param capacity further ones are refused at once
 * @param failFast how long there may be no place before those that wait are given up, positive
 * @see "proxy-behaviour, 2: per-balancer request queue"
 */
public record QueueLimits(int capacity, Duration failFast) {}
