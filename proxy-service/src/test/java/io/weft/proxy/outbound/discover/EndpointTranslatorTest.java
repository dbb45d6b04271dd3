package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.Messages.IDENTITY;
import static io.weft.proxy.outbound.discover.Messages.bare;
import static io.weft.proxy.outbound.discover.Messages.meshed;
import static io.weft.proxy.outbound.discover.Messages.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.destination.ProtocolHint.Opaque;
import io.weft.api.destination.TlsIdentity.DnsLikeIdentity;
import io.weft.api.destination.TlsIdentity.UriLikeIdentity;
import io.weft.api.destination.WeightedAddr;
import io.weft.api.mesh.TlsOrigination;
import io.weft.core.Endpoint;
import io.weft.core.ExternalHost;
import io.weft.core.ProtocolHint;
import io.weft.core.TlsIdentity;
import io.weft.core.WorkloadIdentity;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTranslatorTest {
    private final List<String> warnings = new ArrayList<>();
    private final EndpointTranslator translator =
            new EndpointTranslator(Set.of(InetAddress.ofLiteral("10.0.0.99")), warnings::add);

    @Test
    void meshedEndpointIsReadWhole() {
        WeightedAddr message = meshed("10.0.0.1").toBuilder()
                .setWeight(5)
                .putMetricLabels("pod", "web-1")
                .build();

        assertThat(translator.endpoint(message, Map.of("namespace", "shop")))
                .contains(new Endpoint(
                        socket("10.0.0.1", 8080),
                        5,
                        Optional.of(TlsIdentity.of(new WorkloadIdentity(IDENTITY))),
                        ProtocolHint.HTTP2,
                        4143,
                        Map.of("pod", "web-1", "namespace", "shop")));
    }

    @Test
    void bareEndpointIsPlaintext() {
        assertThat(translator.endpoint(bare("10.0.0.1"), Map.of())).contains(Endpoint.bare(socket("10.0.0.1", 8080)));
    }

    @Test
    void endpointsOwnLabelsWin() {
        WeightedAddr message =
                bare("10.0.0.1").toBuilder().putMetricLabels("zone", "a").build();

        assertThat(read(message, Map.of("zone", "b", "service", "web")).labels())
                .isEqualTo(Map.of("zone", "a", "service", "web"));
    }

    @Test
    void unsetWeightIsTheOrdinaryOne() {
        assertThat(read(bare("10.0.0.1").toBuilder().clearWeight().build()).weight())
                .isEqualTo(Endpoint.DEFAULT_WEIGHT);
    }

    @Test
    void serverNameMayDifferFromTheIdentity() {
        WeightedAddr.Builder message = meshed("10.0.0.1").toBuilder();
        message.getTlsIdentityBuilder().setServerName(dns("gateway.example"));

        assertThat(read(message.build()).tls())
                .contains(new TlsIdentity(new WorkloadIdentity(IDENTITY), "gateway.example"));
    }

    @Test
    void serverNameDefaultsToTheIdentity() {
        WeightedAddr.Builder message = meshed("10.0.0.1").toBuilder();
        message.getTlsIdentityBuilder().clearServerName();

        assertThat(read(message.build()).tls()).contains(TlsIdentity.of(new WorkloadIdentity(IDENTITY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "web.shop.", "two words", "a..b", "*.shop"})
    void unreadableNamesMeanPlaintextWithoutTransportHeader(String name) {
        WeightedAddr.Builder identity = meshed("10.0.0.1").toBuilder();
        identity.getTlsIdentityBuilder().setDnsLikeIdentity(dns(name));
        WeightedAddr.Builder serverName = meshed("10.0.0.1").toBuilder();
        serverName.getTlsIdentityBuilder().setServerName(dns(name));

        for (WeightedAddr message : List.of(identity.build(), serverName.build())) {
            assertThat(read(message).tls()).isEmpty();
            assertThat(read(message).transportPort()).isZero();
        }
    }

    @Test
    void whatIsAskedOfConnectionsAndNotFollowedIsWarnedOf() {
        WeightedAddr.Builder message = meshed("10.0.0.1").toBuilder();
        message.getHttp2Builder().getFlowControlBuilder().setAdaptiveFlowControl(true);

        read(message.build());
        read(message.setAddr(bare("10.0.0.99").getAddr()).build());

        assertThat(warnings).hasSize(2).allMatch(warning -> warning.contains("adaptive_flow_control"));
    }

    @Test
    void endpointThatCanOnlyProveAUriIsLeftOutRatherThanSpokenToInPlaintext() {
        WeightedAddr.Builder message = meshed("10.0.0.1").toBuilder();
        message.getTlsIdentityBuilder()
                .setUriLikeIdentity(UriLikeIdentity.newBuilder().setUri("spiffe://root/x"));

        assertThat(translator.endpoint(message.build(), Map.of())).isEmpty();
        assertThat(warnings).singleElement().asString().contains("spiffe://root/x");
    }

    @Test
    void opaqueHintIsRead() {
        WeightedAddr.Builder message = meshed("10.0.0.1").toBuilder();
        message.getProtocolHintBuilder().setOpaque(Opaque.getDefaultInstance());

        assertThat(read(message.build()).hint()).isEqualTo(ProtocolHint.OPAQUE);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "4143, 4143", "65534, 65534", "65535, 0", "70000, 0", "-1, 0"})
    void transportPortCountsWithinItsRangeOnly(int sent, int expected) {
        WeightedAddr.Builder message = meshed("10.0.0.1").toBuilder();
        message.getProtocolHintBuilder().getOpaqueTransportBuilder().setInboundPort(sent);

        assertThat(read(message.build()).transportPort()).isEqualTo(expected);
    }

    @Test
    void endpointOfThisWorkloadIsLocal() {
        WeightedAddr message =
                meshed("10.0.0.99").toBuilder().putMetricLabels("pod", "me").build();

        assertThat(read(message))
                .isEqualTo(new Endpoint(
                        socket("10.0.0.99", 8080),
                        10_000,
                        Optional.empty(),
                        ProtocolHint.UNKNOWN,
                        0,
                        Map.of("pod", "me")));
    }

    @Test
    void aHostOutsideIsSpokenToInTls() {
        WeightedAddr message = originated("API.example.com").build();

        assertThat(translator.endpoint(message, Map.of("service", "api")))
                .contains(Endpoint.external(
                        socket("192.0.2.1", 8080),
                        Map.of("service", "api"),
                        new ExternalHost("api.example.com", true)));
    }

    /** Even there: whoever is to be spoken to in TLS is not spoken to in plaintext. */
    @Test
    void aHostOutsideAtAnAddressOfThisWorkloadIsSpokenToInTlsToo() {
        WeightedAddr message = originated("api.example.com")
                .setAddr(bare("10.0.0.99").getAddr())
                .build();

        assertThat(read(message).external()).contains(new ExternalHost("api.example.com", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "192.0.2.1", "a..b", "*.example.com"})
    void aHostOutsideWithoutANameIsLeftOut(String name) {
        assertThat(translator.endpoint(originated(name).build(), Map.of())).isEmpty();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void whoeverIsToProveBothAnIdentityAndANameIsLeftOut() {
        WeightedAddr message = originated("api.example.com")
                .setTlsIdentity(meshed("10.0.0.1").getTlsIdentity())
                .build();

        assertThat(translator.endpoint(message, Map.of())).isEmpty();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void anEndpointWithANameInsteadOfAnAddressIsLeftOut() {
        WeightedAddr message =
                bare("192.0.2.1").toBuilder().setExternalName("api.example.com").build();

        assertThat(translator.endpoint(message, Map.of())).isEmpty();
        assertThat(warnings).hasSize(1);
    }

    private static WeightedAddr.Builder originated(String name) {
        return bare("192.0.2.1").toBuilder()
                .setTlsOrigination(TlsOrigination.newBuilder().setServerName(name));
    }

    private Endpoint read(WeightedAddr message) {
        return read(message, Map.of());
    }

    private Endpoint read(WeightedAddr message, Map<String, String> labels) {
        return translator.endpoint(message, labels).orElseThrow();
    }

    private static DnsLikeIdentity dns(String name) {
        return DnsLikeIdentity.newBuilder().setName(name).build();
    }
}
