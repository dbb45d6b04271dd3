package io.weft.identity.ca;

import io.weft.core.WorkloadIdentity;
import io.weft.identity.ca.IssuerState.Loaded;
import io.weft.identity.ca.IssuerState.NotLoaded;
import io.weft.identity.token.ServiceAccount;
import io.weft.identity.token.TokenException;
import io.weft.identity.token.TokenReviewer;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges a token and a signing request for a leaf: the whole procedure, in the order in which faults are told.
 *
 * <p>Threading: safe from any thread; reviews and signs on the caller's.
 *
 * @see "wire-behaviour, 2: original identity controller"
 */
public final class Certifier {
    private static final Logger log = LoggerFactory.getLogger(Certifier.class);

    private final IssuerReload issuers;
    private final TokenReviewer tokens;
    private final IdentityNaming naming;
    private final LeafTerms terms;
    private final Clock clock;
    private final AuthorityListener listener;
    private final LeafSigner signer = new LeafSigner();

    public Certifier(
            IssuerReload issuers,
            TokenReviewer tokens,
            IdentityNaming naming,
            LeafTerms terms,
            Clock clock,
            AuthorityListener listener) {
        this.issuers = issuers;
        this.tokens = tokens;
        this.naming = naming;
        this.terms = terms;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Certifies, or says why not.
     *
     * @param identity what the leaf shall say
     * @param token the token file's content
     * @param csr PKCS#10, DER
     * @throws CertifyException if the request is refused
     */
    public Certified certify(String identity, byte[] token, byte[] csr) {
        Instant now = clock.instant();
        Loaded loaded = loaded();
        requirePresent(identity.length(), "identity");
        requirePresent(token.length, "token");
        requirePresent(csr.length, "signing request");
        WorkloadIdentity wanted = parse(identity);
        SigningRequest request = SigningRequest.parse(csr);
        Instant limit = limit(loaded.issuer(), now);
        request.requireAsksFor(wanted);
        ServiceAccount account = requireProof(token, wanted);
        X509Certificate leaf = signer.sign(loaded.issuer(), request, wanted, terms.at(now, limit));
        listener.issued(new Issuance(
                account,
                wanted.name(),
                leaf.getSerialNumber(),
                now,
                leaf.getNotAfter().toInstant()));
        return new Certified(leaf, loaded.intermediates());
    }

    private Loaded loaded() {
        return switch (issuers.state()) {
            case Loaded loaded -> loaded;
            case NotLoaded none -> throw new CertifyException(Refusal.NOT_LOADED, none.reason());
        };
    }

    private static void requirePresent(int length, String what) {
        if (length == 0) {
            throw new CertifyException(Refusal.MALFORMED, "the " + what + " is missing");
        }
    }

    private static WorkloadIdentity parse(String identity) {
        try {
            return new WorkloadIdentity(identity);
        } catch (IllegalArgumentException malformed) {
            throw new CertifyException(
                    Refusal.MALFORMED, "the identity is not a DNS name in lower case without a trailing dot");
        }
    }

    private Instant limit(Issuer issuer, Instant now) {
        return issuer.trustedUntil(now).orElseThrow(() -> {
            log.error(
                    "nothing can be certified: the issuer {} does not chain to the trust anchors any more, or its time is over;"
                            + " put a valid certificate and its key in place",
                    issuer.certificate().getSubjectX500Principal());
            String reason = "the issuer does not chain to the trust anchors, or its time is over";
            listener.issuerDisowned(reason);
            return new CertifyException(Refusal.ISSUER_UNTRUSTED, reason);
        });
    }

    private ServiceAccount requireProof(byte[] token, WorkloadIdentity wanted) {
        ServiceAccount account = review(token);
        WorkloadIdentity proven = naming.identityOf(account);
        if (!proven.equals(wanted)) {
            throw new CertifyException(Refusal.OTHER_IDENTITY, "the token proves " + proven + ", not " + wanted);
        }
        return account;
    }

    private ServiceAccount review(byte[] token) {
        try {
            return tokens.review(token);
        } catch (TokenException e) {
            Refusal refusal = switch (e.fault()) {
                case NO_KEY -> Refusal.NOT_LOADED;
                case REVIEWER_AWAY -> Refusal.REVIEWER_AWAY;
                case NOT_REVIEWED -> Refusal.NOT_REVIEWED;
                case MALFORMED -> Refusal.MALFORMED;
                case INVALID -> Refusal.TOKEN_INVALID;
                case NOT_AUTHENTIC -> Refusal.TOKEN;
                case SUBJECT -> Refusal.TOKEN_SUBJECT;
            };
            throw new CertifyException(refusal, String.valueOf(e.getMessage()), e);
        }
    }
}
