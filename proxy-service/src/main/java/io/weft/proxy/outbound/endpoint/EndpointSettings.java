package io.weft.proxy.outbound.endpoint;

import io.weft.proxy.http.Http2Windows;
import java.time.Duration;

/**
 * How the endpoints of one backend are treated.
 *
 * @param defaultRtt load estimate of a new endpoint, at least 1 ms
 * @param decay how fast an old estimate fades, positive
 * @param keepIdle how long an unused HTTP/1 connection stays
 * @param maxIdle how many may be unused at once
 * @param minBackoff first pause before dialling again
 * @param maxBackoff longest such pause
 */
public record EndpointSettings(
        Duration defaultRtt,
        Duration decay,
        Http2Windows windows,
        Duration keepIdle,
        int maxIdle,
        Duration minBackoff,
        Duration maxBackoff) {}
