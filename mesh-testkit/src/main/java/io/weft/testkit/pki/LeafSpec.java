package io.weft.testkit.pki;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;

/**
 * What a leaf shall say, right or wrong.
 *
 * @param notBefore null: a minute before the issuer's now
 * @param notAfter null: a day after the issuer's now
 * @param purposes extended key usages; empty leaves the extension out
 */
public record LeafSpec(
        String commonName,
        List<String> dnsNames,
        List<String> uris,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter,
        KeyKind key,
        Set<Purpose> purposes) {

    /** Extended key usages a mesh leaf carries: both. */
    public enum Purpose {
        SERVER,
        CLIENT;

        KeyPurposeId id() {
            return this == SERVER ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth;
        }
    }

    public LeafSpec {
        dnsNames = List.copyOf(dnsNames);
        uris = List.copyOf(uris);
        purposes = Set.copyOf(purposes);
    }

    /** A good leaf: CN and one DNS SAN, P-256, one day, for servers and clients. */
    public static LeafSpec of(String dns) {
        return new LeafSpec(
                dns, List.of(dns), List.of(), null, null, KeyKind.P256, Set.of(Purpose.SERVER, Purpose.CLIENT));
    }

    /** An empty name leaves the subject empty. */
    public LeafSpec commonName(String name) {
        return new LeafSpec(name, dnsNames, uris, notBefore, notAfter, key, purposes);
    }

    /** Drops every SAN. */
    public LeafSpec withoutNames() {
        return new LeafSpec(commonName, List.of(), List.of(), notBefore, notAfter, key, purposes);
    }

    /** Replaces the DNS SANs. */
    public LeafSpec dnsNames(String... names) {
        return new LeafSpec(commonName, List.of(names), uris, notBefore, notAfter, key, purposes);
    }

    public LeafSpec uris(String... names) {
        return new LeafSpec(commonName, dnsNames, List.of(names), notBefore, notAfter, key, purposes);
    }

    public LeafSpec valid(Instant from, Instant until) {
        return new LeafSpec(commonName, dnsNames, uris, from, until, key, purposes);
    }

    public LeafSpec key(KeyKind kind) {
        return new LeafSpec(commonName, dnsNames, uris, notBefore, notAfter, kind, purposes);
    }

    public LeafSpec purposes(Purpose... only) {
        return new LeafSpec(commonName, dnsNames, uris, notBefore, notAfter, key, Set.of(only));
    }

    CertificateDraft draft(Instant now) {
        Instant from = notBefore == null ? now.minusSeconds(60) : notBefore;
        Instant until = notAfter == null ? now.plus(Duration.ofDays(1)) : notAfter;
        return new CertificateDraft(commonName, from, until).leaf(dnsNames, uris, purposes);
    }
}
