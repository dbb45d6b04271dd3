package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.machine.MeshDirectory;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether trust anchors and issuer are in order.
 *
 * @see "cli, 4: linkerd-identity; control-plane: issuer, trust anchor"
 */
final class IdentityChecks {
    private static final Duration SOON = Duration.ofDays(60);
    private static final int P256_BITS = 256;
    private static final Set<Integer> RSA_BITS = Set.of(2048, 4096);

    private final Path anchorsFile;
    private final Path issuerFile;
    private final InstantSource clock;

    IdentityChecks(MeshDirectory directory, InstantSource clock) {
        anchorsFile = directory.trustAnchors();
        issuerFile = directory.identity().resolve("issuer.crt");
        this.clock = clock;
    }

    CheckGroup group() {
        return new CheckGroup(
                "linkerd-identity",
                List.of(
                        check("certificate config is valid", "cert-config-valid", Weight.FATAL, () -> {
                            List<X509Certificate> _ = anchors();
                            X509Certificate _ = issuer();
                            return List.of();
                        }),
                        check(
                                "trust anchors are using supported crypto algorithm",
                                "trustAnchors-use-supported-crypto",
                                Weight.FATAL,
                                () -> each(
                                        anchors(),
                                        anchor -> isP256(anchor) || isRsa(anchor)
                                                ? ""
                                                : "must have a P-256 key, or an RSA key of 2048 or 4096 bits")),
                        check(
                                "trust anchors are within their validity period",
                                "trustAnchors-are-time-valid",
                                Weight.FATAL,
                                () -> each(anchors(), this::outsideItsTime)),
                        check(
                                "trust anchors are valid for at least 60 days",
                                "trustAnchors-not-expiring-soon",
                                Weight.WARNING,
                                () -> each(anchors(), this::expiringSoon)),
                        check(
                                "issuer cert is using supported crypto algorithm",
                                "issuer-cert-uses-supported-crypto",
                                Weight.FATAL,
                                () -> each(List.of(issuer()), issuer -> isP256(issuer) ? "" : "must have a P-256 key")),
                        check(
                                "issuer cert is within its validity period",
                                "issuer-cert-is-time-valid",
                                Weight.FATAL,
                                () -> each(List.of(issuer()), this::outsideItsTime)),
                        check(
                                "issuer cert is valid for at least 60 days",
                                "issuer-cert-not-expiring-soon",
                                Weight.WARNING,
                                () -> each(List.of(issuer()), this::expiringSoon)),
                        check(
                                "issuer cert is issued by the trust anchor",
                                "issuer-cert-issued-by-trust-anchor",
                                Weight.ERROR,
                                () -> {
                                    Certificates.verify(Certificates.read(issuerFile), anchors(), clock.instant());
                                    return List.of();
                                })));
    }

    private static Check check(String description, String anchor, Weight weight, Check.Probe probe) {
        return Check.shared(description, "l5d-identity-" + anchor, weight, probe);
    }

    private List<X509Certificate> anchors() {
        return Certificates.read(anchorsFile);
    }

    private X509Certificate issuer() {
        return Certificates.read(issuerFile).getFirst();
    }

    /** {@code look} says what is wrong with one; empty: nothing. */
    private static List<String> each(List<X509Certificate> certificates, Function<X509Certificate, String> look) {
        List<String> complaints = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            String complaint = look.apply(certificate);
            if (!complaint.isEmpty()) {
                complaints.add(certificate.getSubjectX500Principal().getName() + " " + complaint);
            }
        }
        return complaints;
    }

    private String outsideItsTime(X509Certificate certificate) {
        Instant now = clock.instant();
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return "is not valid before " + certificate.getNotBefore().toInstant();
        }
        return now.isAfter(certificate.getNotAfter().toInstant())
                ? "has expired at " + certificate.getNotAfter().toInstant()
                : "";
    }

    private String expiringSoon(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        return clock.instant().plus(SOON).isAfter(end) ? "will expire at " + end : "";
    }

    private static boolean isP256(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        return key instanceof ECPublicKey ec
                && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS;
    }

    private static boolean isRsa(X509Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAPublicKey rsa
                && RSA_BITS.contains(rsa.getModulus().bitLength());
    }
}
