package io.weft.identity.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.identity.ca.Issuance;
import io.weft.identity.token.ServiceAccount;
import io.weft.service.cluster.Notice;
import io.weft.service.cluster.Notice.Subject;
import io.weft.service.cluster.Notice.Urgency;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.time.ManualClock;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorityEventsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Subject DEPLOYMENT = new Subject("apps/v1", "Deployment", "linkerd", "linkerd-identity");

    private final ManualClock clock = new ManualClock(NOW);
    private final List<Notice> notices = new ArrayList<>();
    private final AuthorityEvents events = new AuthorityEvents("linkerd", clock, notices::add);

    @Test
    void renewalIsAnEventOfTheDeploymentAndTheFirstIssuerIsNone() {
        X509Certificate issuer =
                TestAuthority.create(KeyKind.P256, NOW).issuerP256().certificate();
        events.issuerUsed(issuer, false);
        events.issuerUsed(issuer, true);
        assertThat(notices)
                .containsExactly(new Notice(
                        DEPLOYMENT,
                        Urgency.NORMAL,
                        "IssuerUpdated",
                        "issuer CN=issuer.p256 is used, valid until 2027-03-01T12:00:00Z"));
    }

    @Test
    void refusedRenewalIsAWarning() {
        events.updateSkipped("the issuer's key is missing");
        assertThat(notices)
                .containsExactly(new Notice(
                        DEPLOYMENT,
                        Urgency.WARNING,
                        "IssuerUpdateSkipped",
                        "new files are not used: the issuer's key is missing"));
    }

    @Test
    void issuerThatIsDisownedIsToldOnceAMinute() {
        Notice notice =
                new Notice(DEPLOYMENT, Urgency.WARNING, "IssuerValidationFailed", "nothing can be certified: no");
        events.issuerDisowned("no");
        events.issuerDisowned("no");
        clock.advance(Duration.ofSeconds(59));
        events.issuerDisowned("no");
        assertThat(notices).containsExactly(notice);

        clock.advance(Duration.ofSeconds(1));
        events.issuerDisowned("no");
        assertThat(notices).containsExactly(notice, notice);
    }

    @Test
    void leafIsAnEventOfItsServiceAccount() {
        events.issued(new Issuance(
                new ServiceAccount("shop", "web"),
                "web.shop.serviceaccount.identity.linkerd.cluster.local",
                BigInteger.ONE,
                NOW,
                NOW.plus(Duration.ofDays(1))));
        assertThat(notices)
                .containsExactly(new Notice(
                        new Subject("v1", "ServiceAccount", "shop", "web"),
                        Urgency.NORMAL,
                        "IssuedLeafCertificate",
                        "issued a leaf to web.shop.serviceaccount.identity.linkerd.cluster.local, valid until"
                                + " 2026-03-02T12:00:00Z"));
    }
}
