package io.weft.kubernetes.resource;

import static io.weft.kubernetes.resource.Documents.document;
import static io.weft.kubernetes.resource.Documents.read;
import static io.weft.kubernetes.resource.Documents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Network;
import io.weft.core.policy.ClientNetwork;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** crds, 9. */
class EgressNetworkReaderTest {
    @Test
    void networksAreReadWithTheirExceptions() {
        assertThat(network("{trafficPolicy: Deny, networks: [{cidr: 1.0.0.0/8, except: [1.1.0.0/16]}]}"))
                .isEqualTo(new EgressNetwork(
                        Metadata.of("shop", "web"),
                        EgressNetwork.TrafficPolicy.DENY,
                        Optional.of(List.of(new ClientNetwork(cidr("1.0.0.0/8"), List.of(cidr("1.1.0.0/16")))))));
    }

    @Test
    void withoutNetworksEverythingOutsideIsMeant() {
        assertThat(network("{trafficPolicy: Allow}").networks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | spec.trafficPolicy is missing",
                "{trafficPolicy: Maybe} | spec.trafficPolicy is 'Maybe'",
                "{trafficPolicy: Allow, networks: []} | spec.networks is a list",
                "{trafficPolicy: Allow, networks: [{}]} | spec.networks[0].cidr is missing",
                "{trafficPolicy: Allow, networks: [{cidr: 1.0.0.0/8, except: [2.0.0.0/8]}]} | spec.networks[0].except[0] is '2.0.0.0/8'",
                "{trafficPolicy: Allow, networks: [{cidr: 1.0.0.0/8, except: [1.0.0.0/8]}]} | spec.networks[0].except[0] is '1.0.0.0/8'",
                "{trafficPolicy: Allow, network: []} | spec.network is a list",
            })
    void whatIsWrongIsNamed(String spec, String path) {
        refusal(document("policy.linkerd.io/v1alpha1", "EgressNetwork", "spec: " + spec))
                .hasMessageStartingWith(path + ": ");
    }

    private static EgressNetwork network(String spec) {
        return read(EgressNetwork.class, document("policy.linkerd.io/v1alpha1", "EgressNetwork", "spec: " + spec));
    }

    private static Network cidr(String text) {
        return Network.parse(text).orElseThrow();
    }
}
