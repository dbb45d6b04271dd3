package io.weft.testkit.pki;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A key that signs leaves, and its certificates.
 *
 * @param chain the issuer's own certificate first, then what leads to the anchor; the anchor only if it signs itself
 * @param now what the leaves' default validity is counted from
 */
public record TestIssuer(PrivateKey key, List<X509Certificate> chain, Instant now) {
    public TestIssuer {
        chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** An issuer one step further from the anchor, signed by this one; its chain has both. */
    public TestIssuer subordinate(KeyKind kind, Duration validity) {
        KeyPair pair = kind.generate();
        X509Certificate issued = new CertificateDraft("subordinate", now.minusSeconds(60), now.plus(validity))
                .authority()
                .signedBy(key, certificate(), pair.getPublic());
        return new TestIssuer(
                pair.getPrivate(),
                Stream.concat(Stream.of(issued), chain.stream()).toList(),
                now);
    }

    public Leaf leaf(String dns) {
        return leaf(LeafSpec.of(dns));
    }

    /** The chain of the leaf ends with {@link #chain}. */
    public Leaf leaf(LeafSpec spec) {
        KeyPair pair = KeyKind.P256.generate();
        return new Leaf(pair.getPrivate(), certify(spec, pair.getPublic()));
    }

    /** A leaf for somebody else's key, then {@link #chain}. */
    public List<X509Certificate> certify(LeafSpec spec, PublicKey publicKey) {
        X509Certificate issued = spec.draft(now).signedBy(key, certificate(), publicKey);
        return Stream.concat(Stream.of(issued), chain.stream()).toList();
    }
}
