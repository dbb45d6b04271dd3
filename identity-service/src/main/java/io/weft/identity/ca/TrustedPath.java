package io.weft.identity.ca;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds when an issuer's chain leads to a trust anchor. Signatures are checked here, once; certifying compares times only.
 * An anchor's own expiry counts too, though proxies do not look at it.
 */
final class TrustedPath {
    private TrustedPath() {}

    /**
     * One span for each anchor the chain leads to.
     *
     * @param chain the issuer first, then each one's signer
     */
    static List<Validity> find(List<X509Certificate> chain, TrustAnchors anchors) {
        List<X509Certificate> below = chain.stream()
                .filter(certificate -> !anchors.certificates().contains(certificate))
                .toList();
        return anchors.certificates().stream()
                .filter(anchor ->
                        below.size() == chain.size() || chain.getLast().equals(anchor))
                .flatMap(anchor -> span(below, anchor).stream())
                .toList();
    }

    private static Optional<Validity> span(List<X509Certificate> chain, X509Certificate anchor) {
        Validity span = chain.stream().map(Validity::of).reduce(Validity.of(anchor), Validity::and);
        if (span.isEmpty() || !mayHaveBelow(anchor, chain.size()) || !eachMaySign(chain)) {
            return Optional.empty();
        }
        return chain.isEmpty() || verifies(chain, anchor, middle(span)) ? Optional.of(span) : Optional.empty();
    }

    /** Path lengths count the authorities below, and the issuer is one: the validator alone would take it for a leaf. */
    private static boolean eachMaySign(List<X509Certificate> chain) {
        for (int i = 0; i < chain.size(); i++) {
            if (chain.get(i).getBasicConstraints() < i) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayHaveBelow(X509Certificate anchor, int authorities) {
        return anchor.getVersion() < 3 || anchor.getBasicConstraints() >= authorities;
    }

    private static Instant middle(Validity span) {
        return span.from().plus(Duration.between(span.from(), span.until()).dividedBy(2));
    }

    private static boolean verifies(List<X509Certificate> chain, X509Certificate anchor, Instant when) {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(when));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
            return true;
        } catch (GeneralSecurityException no) {
            return false;
        }
    }
}
