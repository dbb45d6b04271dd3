package io.weft.identity.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weft.identity.ca.IssuerStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who signs.
 *
 * @param ready whether a leaf could be issued now
 * @param problem why not; absent if it could
 * @param trustedUntil when the path to an anchor ends; absent if there is none
 * @param chain the issuer's certificate, then what leads to an anchor; empty before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IssuerJson(
        boolean ready, @Nullable String problem, @Nullable Instant trustedUntil, List<CertificateJson> chain) {

    static IssuerJson of(IssuerStatus status) {
        return new IssuerJson(
                status.problem().isEmpty(),
                status.problem().orElse(null),
                status.trustedUntil().orElse(null),
                status.chain().stream().map(CertificateJson::of).toList());
    }
}
