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
 * The names a peer's certificate carries. SANs only, compared exactly: no wildcard, no common name.
 *
 * @see "wire-behaviour, 3: server cert verification, peer identity"
 */
public final class PeerIdentity {
    private static final int DNS = 2;
    private static final int URI = 6;

    /** A SAN; {@code text} in lower case. */
    private record Name(int type, String text) {}

    private PeerIdentity() {}

    /**
     * What the first SAN says that can be an identity: in certificate order, of DNS and URI. Empty where that is a URI, which
     * this version does not know as an identity, and without a certificate.
     */
    public static Optional<WorkloadIdentity> of(SSLSession session) {
        return leaf(session).flatMap(PeerIdentity::of);
    }

    /** The same of a certificate. The JDK reads no SAN of one in which a URI is none. */
    static Optional<WorkloadIdentity> of(X509Certificate leaf) {
        for (Name name : names(leaf)) {
            if (name.type() == URI) {
                return Optional.empty();
            }
            Optional<WorkloadIdentity> identity = WorkloadIdentity.parse(name.text());
            if (name.type() == DNS && identity.isPresent()) {
                return identity;
            }
        }
        return Optional.empty();
    }

    /** Whether one DNS SAN is {@code expected}, in lower case, to the letter. A SAN with a trailing dot never is. */
    public static boolean proves(SSLSession session, WorkloadIdentity expected) {
        return leaf(session).map(PeerIdentity::names).orElse(List.of()).contains(new Name(DNS, expected.name()));
    }

    private static Optional<X509Certificate> leaf(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf ? Optional.of(leaf) : Optional.empty();
        } catch (SSLPeerUnverifiedException noCertificate) {
            return Optional.empty();
        }
    }

    /** In certificate order. */
    private static List<Name> names(X509Certificate leaf) {
        List<Name> names = new ArrayList<>();
        try {
            Collection<List<?>> sans = leaf.getSubjectAlternativeNames();
            for (List<?> san : sans == null ? List.<List<?>>of() : sans) {
                if (san.getFirst() instanceof Integer type && san.get(1) instanceof String text) {
                    names.add(new Name(type, text.toLowerCase(Locale.ROOT)));
                }
            }
        } catch (CertificateParsingException unreadable) {
            return List.of(); // deny on doubt: a certificate whose names cannot be read proves none
        }
        return names;
    }
}
