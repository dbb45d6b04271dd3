package io.weft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.RetryBudget;
import io.weft.api.destination.Route;
import io.weft.api.destination.WeightedAddr;
import io.weft.api.httptypes.HttpMethod;
import io.weft.api.identity.IdentityGrpc;
import io.weft.api.inbound.Authn;
import io.weft.api.inbound.HttpLocalRateLimit;
import io.weft.api.inbound.InboundServerPoliciesGrpc;
import io.weft.api.mesh.ServicesGrpc;
import io.weft.api.mesh.SplitsGrpc;
import io.weft.api.mesh.TlsOrigination;
import io.weft.api.mesh.WorkloadsGrpc;
import io.weft.api.net.IPAddress;
import io.weft.api.net.IPv6;
import io.weft.api.outbound.FailureAccrual;
import io.weft.api.outbound.GrpcRoute;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPoliciesGrpc;
import io.weft.api.outbound.TlsRoute;
import io.weft.api.spiffe.SpiffeWorkloadAPIGrpc;
import io.weft.api.tap.TapGrpc;
import io.weft.api.transport.Header;
import io.weft.api.transport.SessionProtocol;
import io.weft.api.viz.ApiGrpc;
import io.weft.api.weftidentity.TrustBundleGrpc;
import io.weft.api.weftidentity.WorkloadTokensGrpc;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The facts a peer would trip over first, as bytes, names and paths. */
class WireBytesTest {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    @Test
    void ipv4IsOneBigEndianNumber() {
        assertThat(hex(IPAddress.newBuilder().setIpv4(0x0A000001).build())).isEqualTo("0d 01 00 00 0a");
    }

    @Test
    void ipv6IsTwoBigEndianNumbers() {
        // 2001:db8::1
        IPv6 address =
                IPv6.newBuilder().setFirst(0x2001_0db8_0000_0000L).setLast(1).build();

        assertThat(hex(address)).isEqualTo("09 00 00 00 00 b8 0d 01 20 11 01 00 00 00 00 00 00 00");
    }

    @Test
    void getIsNotTheSameAsNoMethod() {
        HttpMethod get =
                HttpMethod.newBuilder().setRegistered(HttpMethod.Registered.GET).build();

        assertThat(hex(get)).isEqualTo("08 00");
        assertThat(hex(HttpMethod.getDefaultInstance())).isEmpty();
    }

    @Test
    void transportHeaderCarriesPortAndProtocol() {
        Header header = Header.newBuilder()
                .setPort(8080)
                .setSessionProtocol(SessionProtocol.newBuilder().setHttp2(SessionProtocol.Http2.getDefaultInstance()))
                .build();

        assertThat(hex(header)).isEqualTo("08 90 3f 1a 02 12 00");
    }

    @Test
    void successRateThresholdIsADouble() {
        FailureAccrual.Unified unified =
                FailureAccrual.Unified.newBuilder().setSuccessRateThreshold(0.5).build();

        assertThat(hex(unified)).isEqualTo("09 00 00 00 00 00 00 e0 3f");
    }

    @Test
    void oddNamesStayOdd() {
        assertThat(number(Authn.getDescriptor(), "meshTLS")).isEqualTo(2);
        assertThat(number(HttpLocalRateLimit.Limit.getDescriptor(), "requestsPerSecond"))
                .isEqualTo(1);
        assertThat(number(HttpRoute.Rule.getDescriptor(), "requestTimeout")).isEqualTo(4);
        assertThat(number(GrpcRoute.Retry.Conditions.getDescriptor(), "deadine_exceeded"))
                .isEqualTo(4);
    }

    @Test
    void profileFieldsAreInThisOrder() {
        assertThat(names(DestinationProfile.getDescriptor()))
                .containsExactly(
                        "1 routes",
                        "2 retry_budget",
                        "3 dst_overrides",
                        "4 opaque_protocol",
                        "5 fully_qualified_name",
                        "6 endpoint",
                        "7 parent_ref",
                        "8 profile_ref");
    }

    @Test
    void opaqueAndTlsRulesPutBackendsFirst() {
        assertThat(names(OpaqueRoute.Rule.getDescriptor())).containsExactly("1 backends", "2 filters");
        assertThat(names(TlsRoute.Rule.getDescriptor())).containsExactly("1 backends", "2 filters");
        assertThat(names(HttpRoute.Rule.getDescriptor())).startsWith("1 matches", "2 filters", "3 backends");
    }

    @Test
    void extensionsTravelUnderNumbersFrom50001() {
        WeightedAddr addr = WeightedAddr.newBuilder()
                .setTlsOrigination(TlsOrigination.newBuilder().setServerName("a.io"))
                .build();
        Route route = Route.newBuilder()
                .setRetryBudget(RetryBudget.newBuilder().setMaxRetriesPerSecond(5))
                .build();

        assertThat(hex(addr)).isEqualTo("8a b5 18 06 0a 04 61 2e 69 6f");
        assertThat(hex(route)).isEqualTo("8a b5 18 04 88 b5 18 05");
    }

    @Test
    void methodsAreReachedAtTheirPaths() {
        Stream<ServiceDescriptor> services = Stream.of(
                DestinationGrpc.getServiceDescriptor(),
                IdentityGrpc.getServiceDescriptor(),
                InboundServerPoliciesGrpc.getServiceDescriptor(),
                OutboundPoliciesGrpc.getServiceDescriptor(),
                TapGrpc.getServiceDescriptor(),
                SpiffeWorkloadAPIGrpc.getServiceDescriptor(),
                ApiGrpc.getServiceDescriptor(),
                io.weft.api.viztap.TapGrpc.getServiceDescriptor(),
                TrustBundleGrpc.getServiceDescriptor(),
                WorkloadTokensGrpc.getServiceDescriptor(),
                WorkloadsGrpc.getServiceDescriptor(),
                SplitsGrpc.getServiceDescriptor(),
                ServicesGrpc.getServiceDescriptor());

        assertThat(services.flatMap(service -> service.getMethods().stream()).map(WireBytesTest::path))
                .containsExactlyInAnyOrder(
                        "/io.linkerd.proxy.destination.Destination/Get SERVER_STREAMING",
                        "/io.linkerd.proxy.destination.Destination/GetProfile SERVER_STREAMING",
                        "/io.linkerd.proxy.identity.Identity/Certify UNARY",
                        "/io.linkerd.proxy.inbound.InboundServerPolicies/GetPort UNARY",
                        "/io.linkerd.proxy.inbound.InboundServerPolicies/WatchPort SERVER_STREAMING",
                        "/io.linkerd.proxy.outbound.OutboundPolicies/Get UNARY",
                        "/io.linkerd.proxy.outbound.OutboundPolicies/Watch SERVER_STREAMING",
                        "/io.linkerd.proxy.tap.Tap/Observe SERVER_STREAMING",
                        "/SpiffeWorkloadAPI/FetchX509SVID SERVER_STREAMING",
                        "/linkerd2.viz.Api/StatSummary UNARY",
                        "/linkerd2.viz.Api/Edges UNARY",
                        "/linkerd2.viz.Api/Gateways UNARY",
                        "/linkerd2.viz.Api/TopRoutes UNARY",
                        "/linkerd2.viz.Api/ListPods UNARY",
                        "/linkerd2.viz.Api/ListServices UNARY",
                        "/linkerd2.viz.Api/SelfCheck UNARY",
                        "/linkerd2.viz.Api/Authz UNARY",
                        "/linkerd2.tap.Tap/Tap SERVER_STREAMING",
                        "/linkerd2.tap.Tap/TapByResource SERVER_STREAMING",
                        "/io.weft.identity.v1.TrustBundle/Watch SERVER_STREAMING",
                        "/io.weft.identity.v1.WorkloadTokens/Mint UNARY",
                        "/io.weft.mesh.v1.Workloads/Watch SERVER_STREAMING",
                        "/io.weft.mesh.v1.Splits/Watch SERVER_STREAMING",
                        "/io.weft.mesh.v1.Services/Watch SERVER_STREAMING");
    }

    private static String hex(MessageLite message) {
        return HEX.formatHex(message.toByteArray());
    }

    private static int number(Descriptor message, String field) {
        return message.getFields().stream()
                .filter(candidate -> candidate.getName().equals(field))
                .mapToInt(FieldDescriptor::getNumber)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + field + " in " + message.getFullName()));
    }

    private static List<String> names(Descriptor message) {
        return message.getFields().stream()
                .map(field -> field.getNumber() + " " + field.getName())
                .toList();
    }

    private static String path(MethodDescriptor<?, ?> method) {
        return "/" + method.getFullMethodName() + " " + method.getType();
    }
}
