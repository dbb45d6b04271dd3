package io.weft.identity.ca;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The issuer that counts, as an operator sees it.
 *
 * @param chain the issuer's certificate, then what leads to an anchor; empty while none is loaded
 * @param trustedUntil when the chain ends that leads to an anchor now; empty if none does
 * @param problem why nothing could be certified now
 */
public record IssuerStatus(List<X509Certificate> chain, Optional<Instant> trustedUntil, Optional<String> problem) {
    public IssuerStatus {
        chain = List.copyOf(chain);
    }
}
