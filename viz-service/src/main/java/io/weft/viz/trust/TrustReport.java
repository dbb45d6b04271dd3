package io.weft.viz.trust;

import java.time.Instant;
import java.util.Optional;

/**
 * What one sidecar trusts.
 *
 * @param version of the trust bundle, as identity-service calls it
 * @param since when it was first seen with that version
 * @param seen when it said so last
 * @param certifiedAt when its leaf was made, in whole seconds
 */
public record TrustReport(String version, Instant since, Instant seen, Optional<Instant> certifiedAt) {}
