package io.weft.testkit.pki;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;

/**
 * What a leaf shall say, right or wrong. Its key is P-256.
 *
 * @param commonName empty leaves the subject empty
 * @param names SANs in order; empty leaves them out
 * @param purposes the extended key usage
 * @param notBefore null: a minute before the issuer's now
 * @param notAfter null: a day after the issuer's now
 */
public record LeafSpec(
        String commonName,
        List<GeneralName> names,
        List<KeyPurposeId> purposes,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter) {
    private static final List<KeyPurposeId> BOTH =
            List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);

    public LeafSpec {
        names = List.copyOf(names);
        purposes = List.copyOf(purposes);
    }

    /** A good leaf of servers and clients: CN and one DNS SAN, one day. */
    public static LeafSpec of(String dns) {
        return new LeafSpec(dns, List.of(), BOTH, null, null).dnsNames(dns);
    }

    /** Drops every SAN. */
    public LeafSpec withoutNames() {
        return names(List.of());
    }

    /** Replaces the SANs. */
    public LeafSpec dnsNames(String... dns) {
        return names(Arrays.stream(dns)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toList());
    }

    /** Adds a SAN; {@code tag} is one of {@link GeneralName}'s constants. */
    public LeafSpec and(int tag, String name) {
        return names(Stream.concat(names.stream(), Stream.of(new GeneralName(tag, name)))
                .toList());
    }

    private LeafSpec names(List<GeneralName> others) {
        return new LeafSpec(commonName, others, purposes, notBefore, notAfter);
    }

    /** Of servers only. */
    public LeafSpec forServers() {
        return new LeafSpec(commonName, names, List.of(KeyPurposeId.id_kp_serverAuth), notBefore, notAfter);
    }

    /** Of clients only. */
    public LeafSpec forClients() {
        return new LeafSpec(commonName, names, List.of(KeyPurposeId.id_kp_clientAuth), notBefore, notAfter);
    }

    public LeafSpec valid(Instant from, Instant until) {
        return new LeafSpec(commonName, names, purposes, from, until);
    }

    CertificateDraft draft(Instant now) {
        Instant from = notBefore == null ? now.minusSeconds(60) : notBefore;
        Instant until = notAfter == null ? now.plus(Duration.ofDays(1)) : notAfter;
        return new CertificateDraft(commonName, from, until).leaf(names, purposes);
    }
}
