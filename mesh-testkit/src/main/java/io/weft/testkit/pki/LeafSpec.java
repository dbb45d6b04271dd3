package io.weft.testkit.pki;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a leaf shall say, right or wrong. Its key is P-256, its extended key usage that of servers and clients.
 *
 * @param commonName empty leaves the subject empty
 * @param dnsNames empty leaves the SAN out
 * @param notBefore null: a minute before the issuer's now
 * @param notAfter null: a day after the issuer's now
 */
public record LeafSpec(
        String commonName,
        List<String> dnsNames,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter) {
    public LeafSpec {
        dnsNames = List.copyOf(dnsNames);
    }

    /** A good leaf: CN and one DNS SAN, one day. */
    public static LeafSpec of(String dns) {
        return new LeafSpec(dns, List.of(dns), null, null);
    }

    /** Drops every SAN. */
    public LeafSpec withoutNames() {
        return new LeafSpec(commonName, List.of(), notBefore, notAfter);
    }

    /** Replaces the DNS SANs. */
    public LeafSpec dnsNames(String... names) {
        return new LeafSpec(commonName, List.of(names), notBefore, notAfter);
    }

    public LeafSpec valid(Instant from, Instant until) {
        return new LeafSpec(commonName, dnsNames, from, until);
    }

    CertificateDraft draft(Instant now) {
        Instant from = notBefore == null ? now.minusSeconds(60) : notBefore;
        Instant until = notAfter == null ? now.plus(Duration.ofDays(1)) : notAfter;
        return new CertificateDraft(commonName, from, until).leaf(dnsNames);
    }
}
