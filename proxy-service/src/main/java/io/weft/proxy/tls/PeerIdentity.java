package io.weft.proxy.tls;

import io.weft.core.WorkloadIdentity;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The names a peer's certificate carries. DNS SANs only, compared exactly: no wildcard, no common name.
 *
 * @see "wire-behaviour, 3: server cert verification"
 */
public final class PeerIdentity {
    private static final int DNS_NAME = 2;

    private PeerIdentity() {}

    /** The first DNS SAN that is an identity; empty without a certificate. */
    public static Optional<WorkloadIdentity> of(SSLSession session) {
        return dnsNames(session).stream()
                .map(WorkloadIdentity::parse)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether one DNS SAN is {@code expected}, in lower case, to the letter. A SAN with a trailing dot never is. */
    public static boolean proves(SSLSession session, WorkloadIdentity expected) {
        return dnsNames(session).contains(expected.name());
    }

    /** Every DNS SAN in certificate order, lower case; empty without a certificate. */
    static List<String> dnsNames(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf ? dnsNames(leaf) : List.of();
        } catch (SSLPeerUnverifiedException noCertificate) {
            return List.of();
        }
    }

    private static List<String> dnsNames(X509Certificate leaf) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> sans = leaf.getSubjectAlternativeNames();
            if (sans != null) {
                for (List<?> san : sans) {
                    if (san.getFirst() instanceof Integer type
                            && type == DNS_NAME
                            && san.get(1) instanceof String name) {
                        names.add(name.toLowerCase(Locale.ROOT));
                    }
                }
            }
        } catch (CertificateParsingException unreadable) {
            return List.of(); // deny on doubt: a certificate whose names cannot be read proves none
        }
        return names;
    }
}
