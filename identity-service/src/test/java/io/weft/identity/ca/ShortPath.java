package io.weft.identity.ca;

import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.TestIssuer;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Authorities that limit how many stand below them, which no authority of the test kit does. */
final class ShortPath {
    private final Instant now;

    ShortPath(Instant now) {
        this.now = now;
    }

    /** An anchor, an authority with that path length, and one more below; the chain has all three. */
    TestIssuer issuerBelowIssuer(int pathLength) {
        KeyPair anchor = KeyKind.P256.generate();
        KeyPair middle = KeyKind.P256.generate();
        KeyPair issuer = KeyKind.P256.generate();
        return new TestIssuer(
                issuer.getPrivate(),
                List.of(
                        certificate("issuer", issuer, "middle", middle, 0),
                        certificate("middle", middle, "anchor", anchor, pathLength),
                        certificate("anchor", anchor, "anchor", anchor, 9)),
                now);
    }

    private X509Certificate certificate(String name, KeyPair key, String signer, KeyPair signing, int pathLength) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                            new X500Name("CN=" + signer),
                            BigInteger.TEN,
                            Date.from(now.minusSeconds(9)),
                            Date.from(now.plus(Duration.ofDays(9))),
                            new X500Name("CN=" + name),
                            key.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signing.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
