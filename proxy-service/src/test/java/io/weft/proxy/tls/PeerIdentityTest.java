package io.weft.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.WorkloadIdentity;
import io.weft.testkit.pki.LeafSpec;
import io.weft.testkit.pki.TestAuthority;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

/** wire-behaviour, 3: the first SAN in certificate order that parses as DNS name or URI. */
class PeerIdentityTest {
    private static final WorkloadIdentity CLIENT = WorkloadIdentity.of("client", "test", "linkerd", "cluster.local");
    private static final String SPIFFE = "spiffe://cluster.local/client";
    private static final LeafSpec NAMELESS = LeafSpec.of(CLIENT.name()).withoutNames();

    private final TestAuthority authority = TestAuthority.create();

    @Test
    void aPeerIsWhoItsDnsNameSays() {
        assertThat(identity(LeafSpec.of(CLIENT.name()))).contains(CLIENT);
    }

    @Test
    void aUriBehindItChangesNothing() {
        assertThat(identity(LeafSpec.of(CLIENT.name()).and(GeneralName.uniformResourceIdentifier, SPIFFE)))
                .contains(CLIENT);
    }

    /** It is that URI, whatever comes after, and a URI is nobody we know. */
    @Test
    void aUriBeforeItIsWhoThePeerIs() {
        assertThat(identity(NAMELESS.and(GeneralName.uniformResourceIdentifier, SPIFFE)
                        .and(GeneralName.dNSName, CLIENT.name())))
                .isEmpty();
    }

    @Test
    void whatCanBeNoIdentityIsPassedOver() {
        assertThat(identity(NAMELESS.and(GeneralName.iPAddress, "10.0.0.1")
                        .and(GeneralName.rfc822Name, "mallory.example")
                        .and(GeneralName.dNSName, "*.example")
                        .and(GeneralName.dNSName, CLIENT.name())))
                .contains(CLIENT);
    }

    /** Which of its names could be believed is not for us to guess. */
    @Test
    void aUriThatIsNoneSpoilsTheRest() {
        assertThat(identity(NAMELESS.and(GeneralName.uniformResourceIdentifier, "no scheme")
                        .and(GeneralName.dNSName, CLIENT.name())))
                .isEmpty();
    }

    @Test
    void aSubjectIsNoIdentity() {
        assertThat(identity(NAMELESS)).isEmpty();
    }

    private Optional<WorkloadIdentity> identity(LeafSpec spec) {
        return PeerIdentity.of(authority.leaf(spec).certificate());
    }
}
