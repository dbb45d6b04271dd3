package io.weft.identity.ca;

import static io.weft.identity.ca.Authority.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerLeavesTest {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    private final Authority authority = new Authority();
    private final ServerLeaves leaves = new ServerLeaves(
            authority.issuers,
            List.of("linkerd-identity.linkerd.svc", "localhost"),
            Duration.ofSeconds(20),
            authority.clock);

    @Test
    void leafNamesTheServerAndProvesNothingForAClient() throws Exception {
        authority.with(authority.anchors.issuerP384());
        List<X509Certificate> chain = leaves.current().orElseThrow();

        chain.getFirst().verify(authority.anchors.issuerP384().certificate().getPublicKey());
        assertThat(chain.getFirst().getSubjectAlternativeNames())
                .hasToString("[[2, linkerd-identity.linkerd.svc], [2, localhost]]");
        assertThat(chain.getFirst().getExtendedKeyUsage()).containsExactly(SERVER_AUTH);
        assertThat(chain.getFirst().getNotAfter())
                .isEqualTo(NOW.plus(Duration.ofHours(24)).plusSeconds(20));
        assertThat(chain.subList(1, chain.size()))
                .isEqualTo(authority.anchors.issuerP384().chain());
    }

    @Test
    void leafLastsUntilAThirdOfItsTimeIsLeft() {
        authority.with(authority.anchors.issuerP256());
        List<X509Certificate> first = leaves.current().orElseThrow();
        authority.clock.advance(Duration.ofHours(15));
        assertThat(leaves.current()).hasValue(first);
        authority.clock.advance(Duration.ofHours(2));
        assertThat(leaves.current().orElseThrow().getFirst().getNotAfter())
                .isAfter(first.getFirst().getNotAfter());
    }

    @Test
    void newIssuerSignsANewLeafOfTheSameKey() {
        authority.with(authority.anchors.issuerP256());
        X509Certificate first = leaves.current().orElseThrow().getFirst();
        authority.with(authority.anchors.issuerP384());
        List<X509Certificate> second = leaves.current().orElseThrow();

        assertThat(second.get(1)).isEqualTo(authority.anchors.issuerP384().certificate());
        assertThat(second.getFirst().getPublicKey()).isEqualTo(first.getPublicKey());
    }

    @Test
    void thereIsNoneWhileNothingCanBeSigned() {
        assertThat(leaves.current()).isEmpty();
        authority.with(authority.anchors.issuerP256());
        authority.with(Pem.of(TestAuthority.create(KeyKind.P256, NOW).anchors()), authority.anchors.issuerP256());
        assertThat(leaves.current()).isEmpty();
    }
}
