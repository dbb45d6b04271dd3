package io.weft.destination.services;

import io.weft.kubernetes.resource.FailureAccrual;
import io.weft.kubernetes.resource.LoadPenalty;
import io.weft.kubernetes.resource.Retries;
import io.weft.kubernetes.resource.Timeouts;
import java.util.Optional;

/**
 * What annotations of a Service say of requests to it, where its routes do not.
 *
 * @param accrual what makes a replica rest; empty: nothing
 * @param penalty how slow a replica looks that fails; empty: as slow as it is
 */
public record TrafficPolicy(
        Retries retries, Timeouts timeouts, Optional<FailureAccrual> accrual, Optional<LoadPenalty> penalty) {}
