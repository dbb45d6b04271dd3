package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.machine.MeshDirectory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether trust anchors and issuer are in order.
 *
 * @see "cli, 4: linkerd-identity; control-plane: issuer, trust anchor"
 */
final class IdentityChecks {
    private static final int P256_BITS = 256;
    private static final Set<Integer> RSA_BITS = Set.of(2048, 4096);

    private final Supplier<List<X509Certificate>> anchors;
    private final Supplier<List<X509Certificate>> issuer;
    private final InstantSource clock;

    /** {@code issuer} tells the issuer's certificate first, then what leads to an anchor. */
    IdentityChecks(
            Supplier<List<X509Certificate>> anchors, Supplier<List<X509Certificate>> issuer, InstantSource clock) {
        this.anchors = anchors;
        this.issuer = issuer;
        this.clock = clock;
    }

    static IdentityChecks of(MeshDirectory directory, InstantSource clock) {
        return new IdentityChecks(
                () -> Certificates.read(directory.trustAnchors()),
                () -> Certificates.read(directory.identity().resolve("issuer.crt")),
                clock);
    }

    static IdentityChecks of(ClusterMesh mesh, InstantSource clock) {
        return new IdentityChecks(
                () -> mesh.own(ClusterKind.CONFIG_MAP, "linkerd-identity-trust-roots")
                        .map(roots -> Certificates.parse(
                                "ConfigMap linkerd-identity-trust-roots", roots.text("/data/ca-bundle.crt")))
                        .orElseThrow(
                                () -> new IllegalStateException("ConfigMap linkerd-identity-trust-roots is missing")),
                () -> mesh.own(ClusterKind.SECRET, "linkerd-identity-issuer")
                        .map(secret -> Certificates.ofSecret(secret, "crt.pem", "tls.crt"))
                        .orElseThrow(() -> new IllegalStateException("Secret linkerd-identity-issuer is missing")),
                clock);
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
                                () -> each(
                                        anchors(),
                                        certificate -> Certificates.outsideItsTime(certificate, clock.instant()))),
                        check(
                                "trust anchors are valid for at least 60 days",
                                "trustAnchors-not-expiring-soon",
                                Weight.WARNING,
                                () -> each(
                                        anchors(),
                                        certificate -> Certificates.expiringSoon(certificate, clock.instant()))),
                        check(
                                "issuer cert is using supported crypto algorithm",
                                "issuer-cert-uses-supported-crypto",
                                Weight.FATAL,
                                () -> each(List.of(issuer()), issuer -> isP256(issuer) ? "" : "must have a P-256 key")),
                        check(
                                "issuer cert is within its validity period",
                                "issuer-cert-is-time-valid",
                                Weight.FATAL,
                                () -> each(
                                        List.of(issuer()),
                                        certificate -> Certificates.outsideItsTime(certificate, clock.instant()))),
                        check(
                                "issuer cert is valid for at least 60 days",
                                "issuer-cert-not-expiring-soon",
                                Weight.WARNING,
                                () -> each(
                                        List.of(issuer()),
                                        certificate -> Certificates.expiringSoon(certificate, clock.instant()))),
                        check(
                                "issuer cert is issued by the trust anchor",
                                "issuer-cert-issued-by-trust-anchor",
                                Weight.ERROR,
                                () -> {
                                    Certificates.verify(issuer.get(), anchors(), clock.instant());
                                    return List.of();
                                })));
    }

    private static Check check(String description, String anchor, Weight weight, Check.Probe probe) {
        return new Check(description, "l5d-identity-" + anchor, weight, probe);
    }

    private List<X509Certificate> anchors() {
        return anchors.get();
    }

    private X509Certificate issuer() {
        return issuer.get().getFirst();
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
