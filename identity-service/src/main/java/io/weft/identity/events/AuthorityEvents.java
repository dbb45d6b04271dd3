package io.weft.identity.events;

import io.weft.identity.ca.AuthorityListener;
import io.weft.identity.ca.Issuance;
import io.weft.service.cluster.Notice;
import io.weft.service.cluster.Notice.Subject;
import io.weft.service.cluster.Notice.Urgency;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Says what matters to operators on the Deployment, and each leaf on its ServiceAccount.
 *
 * <p>Threading: safe from any thread.
 */
public final class AuthorityEvents implements AuthorityListener {
    private static final String DEPLOYMENT = "linkerd-identity";
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final String namespace;
    private final Clock clock;
    private final Consumer<Notice> recorder;
    private final AtomicReference<Instant> disowned = new AtomicReference<>(Instant.MIN);

    /** @param namespace of the control plane */
    public AuthorityEvents(String namespace, Clock clock, Consumer<Notice> recorder) {
        this.namespace = namespace;
        this.clock = clock;
        this.recorder = recorder;
    }

    /** The first one is no update, and every start has one. */
    @Override
    public void issuerUsed(X509Certificate issuer, boolean replaces) {
        if (replaces) {
            ofOurs(
                    Urgency.NORMAL,
                    "IssuerUpdated",
                    "issuer " + issuer.getSubjectX500Principal() + " is used, valid until "
                            + issuer.getNotAfter().toInstant());
        }
    }

    @Override
    public void updateSkipped(String reason) {
        ofOurs(Urgency.WARNING, "IssuerUpdateSkipped", "new files are not used: " + reason);
    }

    /** Every request is refused then; one event a minute tells it. */
    @Override
    public void issuerDisowned(String reason) {
        Instant now = clock.instant();
        Instant before = disowned.get();
        boolean due = before.equals(Instant.MIN) || !now.isBefore(before.plus(PAUSE));
        if (due && disowned.compareAndSet(before, now)) {
            ofOurs(Urgency.WARNING, "IssuerValidationFailed", "nothing can be certified: " + reason);
        }
    }

    @Override
    public void issued(Issuance issuance) {
        recorder.accept(new Notice(
                new Subject(
                        "v1",
                        "ServiceAccount",
                        issuance.account().namespace(),
                        issuance.account().name()),
                Urgency.NORMAL,
                "IssuedLeafCertificate",
                "issued a leaf to " + issuance.identity() + ", valid until " + issuance.validUntil()));
    }

    private void ofOurs(Urgency urgency, String reason, String message) {
        recorder.accept(
                new Notice(new Subject("apps/v1", "Deployment", namespace, DEPLOYMENT), urgency, reason, message));
    }
}
