package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.Messages.balancer;
import static io.weft.proxy.outbound.discover.Messages.bare;
import static io.weft.proxy.outbound.discover.Messages.detect;
import static io.weft.proxy.outbound.discover.Messages.http;
import static io.weft.proxy.outbound.discover.Messages.http1;
import static io.weft.proxy.outbound.discover.Messages.ofDefault;
import static io.weft.proxy.outbound.discover.Messages.opaque;
import static io.weft.proxy.outbound.discover.Messages.policy;
import static io.weft.proxy.outbound.discover.Messages.service;
import static io.weft.proxy.outbound.discover.Messages.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.grpcroute.GrpcRouteMatch;
import io.weft.api.grpcroute.GrpcRpcMatch;
import io.weft.api.httproute.HostMatch;
import io.weft.api.httproute.HttpFailureInjector;
import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.httproute.PathMatch;
import io.weft.api.httproute.Ratio;
import io.weft.api.httproute.RequestHeaderModifier;
import io.weft.api.opaqueroute.Forbidden;
import io.weft.api.opaqueroute.Invalid;
import io.weft.api.outbound.Backend.BalanceP2c;
import io.weft.api.outbound.GrpcRoute;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.api.outbound.TlsRoute;
import io.weft.core.Endpoint;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.ClientPolicy.Protocol;
import io.weft.proxy.outbound.discover.ClientPolicy.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutboundPolicyTranslatorTest {
    private static final ResourceRef WEB = ref("web");
    private static final Backend BALANCE = balance("web");

    private final List<String> warnings = new ArrayList<>();
    private final OutboundPolicyTranslator translator =
            new OutboundPolicyTranslator(new EndpointTranslator(Set.of(), warnings::add), Duration.ofSeconds(7));

    @Test
    void servicePortIsDetectedAndBalanced() {
        assertThat(translator.translate(detect()))
                .isEqualTo(new ClientPolicy(
                        WEB,
                        new Protocol.Detect(Duration.ofSeconds(10)),
                        new Route(ResourceRef.ofDefault("http"), BALANCE),
                        new Route(ResourceRef.ofDefault("opaq"), BALANCE)));
        assertThat(warnings).isEmpty();
    }

    @Test
    void protocolThatIsToldIsNotDetected() {
        HttpRoute route = http(balancer("web"));
        assertThat(translate(ProxyProtocol.newBuilder()
                                .setHttp1(ProxyProtocol.Http1.newBuilder().addRoutes(route)))
                        .protocol())
                .isEqualTo(new Protocol.Http1());
        assertThat(translate(ProxyProtocol.newBuilder()
                                .setHttp2(ProxyProtocol.Http2.newBuilder().addRoutes(route)))
                        .protocol())
                .isEqualTo(new Protocol.Http2());
        assertThat(translate(ProxyProtocol.newBuilder()
                                .setOpaque(ProxyProtocol.Opaque.newBuilder().addRoutes(opaque(balancer("web")))))
                        .protocol())
                .isEqualTo(new Protocol.Opaque());
    }

    @Test
    void grpcRouteIsFollowed() {
        ClientPolicy policy = translate(ProxyProtocol.newBuilder()
                .setGrpc(ProxyProtocol.Grpc.newBuilder().addRoutes(grpc(GrpcRouteMatch.getDefaultInstance()))));

        assertThat(policy.protocol()).isEqualTo(new Protocol.Grpc());
        assertThat(policy.http()).isEqualTo(new Route(ResourceRef.ofDefault("grpc"), BALANCE));
        assertThat(warnings).isEmpty();
    }

    @Test
    void tlsRouteIsFollowedWithoutLookingAtServerNames() {
        TlsRoute route = TlsRoute.newBuilder()
                .setMetadata(ofDefault("tls"))
                .addRules(TlsRoute.Rule.newBuilder()
                        .setBackends(TlsRoute.Distribution.newBuilder()
                                .setFirstAvailable(TlsRoute.Distribution.FirstAvailable.newBuilder()
                                        .addBackends(TlsRoute.RouteBackend.newBuilder()
                                                .setBackend(balancer("web"))))))
                .build();
        ClientPolicy policy = translate(
                ProxyProtocol.newBuilder().setTls(ProxyProtocol.Tls.newBuilder().addRoutes(route)));

        assertThat(policy.protocol()).isEqualTo(new Protocol.Opaque());
        assertThat(policy.opaque()).isEqualTo(new Route(ResourceRef.ofDefault("tls"), BALANCE));
    }

    @Test
    void forwardLeadsToOneEndpoint() {
        assertThat(translator.translate(http1(http(forward()))).http().backend())
                .isEqualTo(new Backend.Forward(WEB, Endpoint.bare(socket("10.0.0.1", 8080))));
    }

    @Test
    void penaltyLoadIsBalancedWithItsDefaults() {
        io.weft.api.outbound.Backend.Builder backend = balancer("web").toBuilder();
        backend.getBalancerBuilder().setPenaltyPeakEwma(BalanceP2c.PenaltyPeakEwma.getDefaultInstance());

        assertThat(translator.translate(http1(http(backend.build()))).http().backend())
                .isEqualTo(BALANCE);
    }

    @Test
    void forbiddenOpaqueRouteRefuses() {
        OpaqueRoute route = OpaqueRoute.newBuilder()
                .setMetadata(ofDefault("undefined-port"))
                .addRules(OpaqueRoute.Rule.newBuilder()
                        .setBackends(OpaqueRoute.Distribution.newBuilder()
                                .setEmpty(OpaqueRoute.Distribution.Empty.getDefaultInstance()))
                        .addFilters(OpaqueRoute.Filter.newBuilder().setForbidden(Forbidden.getDefaultInstance())))
                .build();

        assertThat(translate(opaqueProtocol(route)).opaque())
                .isEqualTo(new Route(
                        ResourceRef.ofDefault("undefined-port"),
                        new Backend.Forbidden(ResourceRef.ofDefault("undefined-port"))));
    }

    @Test
    void invalidOpaqueRouteRefuses() {
        OpaqueRoute.Builder route = opaque(balancer("web")).toBuilder();
        route.getRulesBuilder(0).addFilters(OpaqueRoute.Filter.newBuilder().setInvalid(Invalid.getDefaultInstance()));

        assertThat(translate(opaqueProtocol(route.build())).opaque().backend()).isInstanceOf(Backend.Invalid.class);
    }

    @Test
    void backendThatLeadsNowhereFailsItsRequestsOnly() {
        assertThat(translator
                        .translate(http1(
                                http(balancer("web").toBuilder().clearKind().build())))
                        .http()
                        .backend())
                .isEqualTo(new Backend.Invalid(WEB, "the backend leads nowhere"));
    }

    @Test
    void injectedFailureFailsRequestsUnlessItIsForSomeOnly() {
        HttpRoute.Filter always = HttpRoute.Filter.newBuilder()
                .setFailureInjector(HttpFailureInjector.newBuilder().setStatus(500))
                .build();
        HttpRoute.Filter sometimes = HttpRoute.Filter.newBuilder()
                .setFailureInjector(
                        HttpFailureInjector.newBuilder().setStatus(500).setRatio(Ratio.getDefaultInstance()))
                .build();

        assertThat(translator.translate(http1(filtered(always))).http().backend())
                .isInstanceOf(Backend.Invalid.class);
        assertThat(translator.translate(http1(filtered(sometimes))).http().backend())
                .isEqualTo(BALANCE);
    }

    @Test
    void filterOfAnUnknownKindFailsRequests() {
        assertThat(translator
                        .translate(http1(filtered(HttpRoute.Filter.getDefaultInstance())))
                        .http()
                        .backend())
                .isInstanceOf(Backend.Invalid.class);
    }

    @Test
    void filterThatIsNotFollowedIsWarnedAbout() {
        HttpRoute.Filter header = HttpRoute.Filter.newBuilder()
                .setRequestHeaderModifier(RequestHeaderModifier.getDefaultInstance())
                .build();

        assertThat(translator.translate(http1(filtered(header))).http().backend())
                .isEqualTo(BALANCE);
        assertThat(warnings).singleElement().asString().contains("web");
    }

    @Test
    void firstBackendWithAWeightIsFollowedAndTheRestWarnedAbout() {
        HttpRoute.Distribution.RandomAvailable.Builder weighted = HttpRoute.Distribution.RandomAvailable.newBuilder();
        for (int weight : new int[] {0, 9, 1}) {
            weighted.addBackends(HttpRoute.WeightedRouteBackend.newBuilder()
                    .setBackend(HttpRoute.RouteBackend.newBuilder().setBackend(balancer("web" + weight)))
                    .setWeight(weight));
        }
        HttpRoute.Builder route = http(balancer("web")).toBuilder();
        route.getRulesBuilder(0).getBackendsBuilder().setRandomAvailable(weighted);

        assertThat(translator.translate(http1(route.build())).http().backend()).isEqualTo(balance("web9"));
        assertThat(warnings).hasSize(1);
    }

    @Test
    void ruleForEverythingIsPreferredToParticularOnes() {
        HttpRoute.Builder particular = http(balancer("admin")).toBuilder();
        particular
                .getRulesBuilder(0)
                .addMatches(HttpRouteMatch.newBuilder()
                        .setPath(PathMatch.newBuilder().setPrefix("/admin")));
        HttpRoute.Builder hosts = http(balancer("host")).toBuilder()
                .addHosts(HostMatch.newBuilder().setExact("a.example"));

        ClientPolicy policy = translator.translate(http1(particular.build(), hosts.build(), http(balancer("web"))));

        assertThat(policy.http().backend()).isEqualTo(BALANCE);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void particularRuleIsFollowedForEverythingWhereThereIsNoOther() {
        GrpcRouteMatch match = GrpcRouteMatch.newBuilder()
                .setRpc(GrpcRpcMatch.newBuilder().setService("shop.Cart"))
                .build();
        ClientPolicy policy = translate(ProxyProtocol.newBuilder()
                .setGrpc(ProxyProtocol.Grpc.newBuilder().addRoutes(grpc(match))));

        assertThat(policy.http().backend()).isEqualTo(BALANCE);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void policyWithoutRoutesRefuses() {
        assertThat(translator.translate(http1()).http().backend()).isEqualTo(new Backend.Invalid(WEB, "no route"));
    }

    @Test
    void invalidPolicyRefusesBothReadingsAndNamesItsParent() {
        OutboundPolicy.Builder broken = detect().toBuilder();
        broken.getProtocolBuilder().getDetectBuilder().clearTimeout();
        ClientPolicy policy = translator.translate(broken.build());

        assertThat(policy.parent()).isEqualTo(WEB);
        assertThat(policy.protocol()).isEqualTo(new Protocol.Detect(Duration.ofSeconds(7)));
        assertThat(policy.http().backend())
                .isInstanceOf(Backend.Invalid.class)
                .isEqualTo(policy.opaque().backend());
        assertThat(warnings).singleElement().asString().contains("is invalid: detection without timeout");
    }

    private ClientPolicy translate(ProxyProtocol.Builder protocol) {
        return translator.translate(policy(protocol.build()));
    }

    private static ProxyProtocol.Builder opaqueProtocol(OpaqueRoute route) {
        return ProxyProtocol.newBuilder()
                .setOpaque(ProxyProtocol.Opaque.newBuilder().addRoutes(route));
    }

    private static HttpRoute filtered(HttpRoute.Filter filter) {
        HttpRoute.Builder route = http(balancer("web")).toBuilder();
        route.getRulesBuilder(0).addFilters(filter);
        return route.build();
    }

    private static GrpcRoute grpc(GrpcRouteMatch match) {
        return GrpcRoute.newBuilder()
                .setMetadata(ofDefault("grpc"))
                .addRules(GrpcRoute.Rule.newBuilder()
                        .addMatches(match)
                        .setBackends(GrpcRoute.Distribution.newBuilder()
                                .setFirstAvailable(GrpcRoute.Distribution.FirstAvailable.newBuilder()
                                        .addBackends(GrpcRoute.RouteBackend.newBuilder()
                                                .setBackend(balancer("web"))))))
                .build();
    }

    private static io.weft.api.outbound.Backend forward() {
        return balancer("web").toBuilder()
                .setForward(bare("10.0.0.1"))
                .setMetadata(service("web"))
                .build();
    }

    private static Backend balance(String name) {
        return new Backend.Balance(
                ref(name), name + ".shop.svc.cluster.local:80", Duration.ofMillis(30), Duration.ofSeconds(10));
    }

    private static ResourceRef ref(String name) {
        return ResourceRef.of("core", "Service", "shop", name).withPort(80);
    }
}
