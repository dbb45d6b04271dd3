package io.weft.testkit.pki;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A trust anchor and the issuers it vouches for. Two authorities know nothing of each other, so
 * {@code TestAuthority.create()} a second time gives the stranger whose leaves must be refused.
 *
 * <p>Threading: safe from any thread.
 */
public final class TestAuthority {
    private static final Duration LIFETIME = Duration.ofDays(365);

    private final Instant now;
    private final KeyPair key;
    private final X509Certificate anchor;
    private final Map<KeyKind, TestIssuer> issuers = new EnumMap<>(KeyKind.class); // guarded by this

    private TestAuthority(KeyKind kind, Instant now) {
        this.now = now;
        key = kind.generate();
        anchor = new CertificateDraft("identity.linkerd.cluster.local", now.minusSeconds(60), now.plus(LIFETIME))
                .authority()
                .selfSigned(key, kind);
    }

    /** An authority with a P-256 anchor, valid for 365 days from now. */
    public static TestAuthority create() {
        return create(KeyKind.P256, Instant.now());
    }

    /** An authority whose certificates are made as if it were {@code now}. */
    public static TestAuthority create(KeyKind anchorKind, Instant now) {
        return new TestAuthority(anchorKind, now);
    }

    public List<X509Certificate> anchors() {
        return List.of(anchor);
    }

    /** The anchor itself as an issuer: signs without an intermediate. */
    public TestIssuer anchorAsIssuer() {
        return new TestIssuer(key.getPrivate(), List.of(anchor), now);
    }

    public TestIssuer issuerP256() {
        return issuer(KeyKind.P256);
    }

    public TestIssuer issuerP384() {
        return issuer(KeyKind.P384);
    }

    public TestIssuer issuerRsa() {
        return issuer(KeyKind.RSA2048);
    }

    /** The issuer of that kind, signed by the anchor and valid as long; made on first use. */
    public synchronized TestIssuer issuer(KeyKind kind) {
        return issuers.computeIfAbsent(kind, k -> issuer(k, LIFETIME));
    }

    /** A new issuer with a validity of its own; {@code validity} may be negative: one that has expired. */
    public TestIssuer issuer(KeyKind kind, Duration validity) {
        Instant notAfter = now.plus(validity);
        Instant notBefore = (notAfter.isBefore(now) ? notAfter : now).minusSeconds(60);
        KeyPair issuerKey = kind.generate();
        X509Certificate certificate = new CertificateDraft(
                        "issuer." + kind.name().toLowerCase(Locale.ROOT), notBefore, notAfter)
                .authority()
                .signedBy(key.getPrivate(), anchor, issuerKey.getPublic());
        return new TestIssuer(issuerKey.getPrivate(), List.of(certificate), now);
    }

    /** A good leaf for {@code dns}, signed by the P-256 issuer. */
    public Leaf leaf(String dns) {
        return issuerP256().leaf(LeafSpec.of(dns));
    }

    /** A leaf as described, signed by the P-256 issuer. */
    public Leaf leaf(LeafSpec spec) {
        return issuerP256().leaf(spec);
    }

    /** A leaf for {@code dns} whose time is over. */
    public Leaf expiredLeaf(String dns) {
        return leaf(LeafSpec.of(dns).valid(now.minus(Duration.ofHours(2)), now.minus(Duration.ofHours(1))));
    }

    /** A leaf whose only SAN is {@code *.parent}: no identity equals it. */
    public Leaf wildcardLeaf(String parent) {
        return leaf(LeafSpec.of("*." + parent));
    }

    /** A leaf that names {@code dns} as its subject only, without any SAN. */
    public Leaf commonNameOnlyLeaf(String dns) {
        return leaf(LeafSpec.of(dns).withoutNames());
    }
}
