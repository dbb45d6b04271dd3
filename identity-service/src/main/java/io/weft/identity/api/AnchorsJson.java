package io.weft.identity.api;

import io.weft.identity.ca.TrustAnchors;
import java.util.List;
import java.util.Optional;

/**
 * What every proxy is told to trust.
 *
 * @param version as the trust bundle's; empty before the first bundle
 */
record AnchorsJson(String version, List<CertificateJson> anchors) {

    static AnchorsJson of(Optional<TrustAnchors> anchors) {
        return anchors.map(known -> new AnchorsJson(
                        known.version(),
                        known.certificates().stream().map(CertificateJson::of).toList()))
                .orElse(new AnchorsJson("", List.of()));
    }
}
