package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.Messages.balancer;
import static io.weft.proxy.outbound.discover.Messages.bare;
import static io.weft.proxy.outbound.discover.Messages.detect;
import static io.weft.proxy.outbound.discover.Messages.http;
import static io.weft.proxy.outbound.discover.Messages.http1;
import static io.weft.proxy.outbound.discover.Messages.millis;
import static io.weft.proxy.outbound.discover.Messages.ofDefault;
import static io.weft.proxy.outbound.discover.Messages.opaque;
import static io.weft.proxy.outbound.discover.Messages.policy;
import static io.weft.proxy.outbound.discover.Messages.service;
import static io.weft.proxy.outbound.discover.Messages.socket;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.re2j.Pattern;
import io.netty.util.AsciiString;
import io.weft.api.grpcroute.GrpcRouteMatch;
import io.weft.api.grpcroute.GrpcRpcMatch;
import io.weft.api.httproute.HeaderMatch;
import io.weft.api.httproute.HostMatch;
import io.weft.api.httproute.HttpFailureInjector;
import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.httproute.PathMatch;
import io.weft.api.httproute.PathModifier;
import io.weft.api.httproute.QueryParamMatch;
import io.weft.api.httproute.Ratio;
import io.weft.api.httproute.RequestHeaderModifier;
import io.weft.api.httproute.RequestRedirect;
import io.weft.api.httproute.ResponseHeaderModifier;
import io.weft.api.httproute.Timeouts;
import io.weft.api.httptypes.Headers;
import io.weft.api.httptypes.HttpMethod;
import io.weft.api.httptypes.Scheme;
import io.weft.api.opaqueroute.Forbidden;
import io.weft.api.opaqueroute.Invalid;
import io.weft.api.outbound.Backend.BalanceP2c;
import io.weft.api.outbound.ExponentialBackoff;
import io.weft.api.outbound.FailureAccrual;
import io.weft.api.outbound.GrpcRoute;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.api.outbound.TlsRoute;
import io.weft.api.tlsroute.SniMatch;
import io.weft.core.Endpoint;
import io.weft.core.ResourceRef;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.http.Version;
import io.weft.proxy.outbound.discover.ClientPolicy.Protocol;
import io.weft.proxy.outbound.discover.ClientPolicy.Route;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.outbound.route.Penalty;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.route.HeaderEdit;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.ValueMatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    void http2HasRoutesOfItsOwnWhereTheyDiffer() {
        OutboundPolicy.Builder message = detect().toBuilder();
        message.getProtocolBuilder()
                .getDetectBuilder()
                .getHttp2Builder()
                .clearRoutes()
                .addRoutes(http(balancer("web-2")));
        ClientPolicy policy = translator.translate(message.build());

        assertThat(policy.http(Version.HTTP_1_1).everything()).contains(BALANCE);
        assertThat(policy.http(Version.HTTP_2).everything()).contains(balance("web-2"));
    }

    @Test
    void grpcRouteIsFollowed() {
        ClientPolicy policy = translate(ProxyProtocol.newBuilder()
                .setGrpc(ProxyProtocol.Grpc.newBuilder().addRoutes(grpc(GrpcRouteMatch.getDefaultInstance()))));

        assertThat(policy.protocol()).isEqualTo(new Protocol.Grpc());
        assertThat(policy.http())
                .isEqualTo(new HttpRoutes(
                        true,
                        List.of(new Case(
                                calls("", ""), Rule.to(ResourceRef.ofDefault("grpc"), Distribution.to(BALANCE)))),
                        Optional.empty()));
        assertThat(warnings).isEmpty();
    }

    @Test
    void tlsRoutesAreFollowedByServerName() {
        TlsRoute.Rule.Builder rule = TlsRoute.Rule.newBuilder()
                .setBackends(TlsRoute.Distribution.newBuilder()
                        .setFirstAvailable(TlsRoute.Distribution.FirstAvailable.newBuilder()
                                .addBackends(TlsRoute.RouteBackend.newBuilder().setBackend(balancer("web")))));
        ProxyProtocol.Tls.Builder tls = ProxyProtocol.Tls.newBuilder()
                .addRoutes(tls("any", rule))
                .addRoutes(tls("suffix", rule)
                        .addSnis(SniMatch.newBuilder()
                                .setSuffix(SniMatch.Suffix.newBuilder().addReverseLabels("example"))))
                .addRoutes(tls("exact", rule).addSnis(SniMatch.newBuilder().setExact("A.example")));
        ClientPolicy policy = translate(ProxyProtocol.newBuilder().setTls(tls));
        Protocol.Tls protocol = (Protocol.Tls) policy.protocol();

        assertThat(List.of("a.EXAMPLE", "b.example", "other"))
                .map(name -> protocol.find(name).orElseThrow().ref().name())
                .containsExactly("exact", "suffix", "any");
        assertThat(new Protocol.Tls(protocol.routes().subList(1, 3)).find("other"))
                .isEmpty();
        assertThat(policy.opaque()).isEqualTo(new Route(ResourceRef.ofDefault("any"), BALANCE));
    }

    private static TlsRoute.Builder tls(String name, TlsRoute.Rule.Builder rule) {
        return TlsRoute.newBuilder().setMetadata(ofDefault(name)).addRules(rule);
    }

    @Test
    void forwardLeadsToOneEndpoint() {
        assertThat(translator
                        .translate(http1(http(forward())))
                        .http()
                        .everything()
                        .orElseThrow())
                .isEqualTo(new Backend.Forward(WEB, Endpoint.bare(socket("10.0.0.1", 8080))));
    }

    @Test
    void penaltyLoadIsBalancedWithItsDefaults() {
        io.weft.api.outbound.Backend.Builder backend = balancer("web").toBuilder();
        backend.getBalancerBuilder().setPenaltyPeakEwma(BalanceP2c.PenaltyPeakEwma.getDefaultInstance());

        assertThat(translator
                        .translate(http1(http(backend.build())))
                        .http()
                        .everything()
                        .orElseThrow())
                .isEqualTo(penalized(Duration.ofSeconds(5), Duration.ofMinutes(5)));
    }

    @Test
    void penaltyLoadSaysHowSlowFailuresLook() {
        io.weft.api.outbound.Backend.Builder backend = balancer("web").toBuilder();
        backend.getBalancerBuilder()
                .setPenaltyPeakEwma(BalanceP2c.PenaltyPeakEwma.newBuilder()
                        .setPenalty(com.google.protobuf.Duration.newBuilder().setSeconds(7))
                        .setMaxRetryAfter(
                                com.google.protobuf.Duration.newBuilder().setSeconds(20))
                        .setPenaltyDecay(
                                com.google.protobuf.Duration.newBuilder().setSeconds(1)));

        assertThat(translator
                        .translate(http1(http(backend.build())))
                        .http()
                        .everything()
                        .orElseThrow())
                .isEqualTo(penalized(Duration.ofSeconds(7), Duration.ofSeconds(20)));
    }

    private static Backend penalized(Duration least, Duration longestHint) {
        return new Backend.Balance(
                ref("web"),
                "web.shop.svc.cluster.local:80",
                Duration.ofMillis(30),
                Duration.ofSeconds(10),
                Optional.of(new Penalty(least, longestHint)));
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

        assertThat(translate(opaqueProtocol(route.build())).opaque().backends().shares())
                .singleElement()
                .satisfies(share -> assertThat(share.backend()).isInstanceOf(Backend.Invalid.class));
    }

    @Test
    void backendThatLeadsNowhereFailsItsRequestsOnly() {
        assertThat(translator
                        .translate(http1(
                                http(balancer("web").toBuilder().clearKind().build())))
                        .http()
                        .everything()
                        .orElseThrow())
                .isEqualTo(new Backend.Nowhere(WEB));
    }

    @Test
    void filtersAreFollowedInTheirOrder() {
        HttpRoute.Builder route = http(balancer("web")).toBuilder();
        route.getRulesBuilder(0)
                .addFilters(HttpRoute.Filter.newBuilder()
                        .setFailureInjector(HttpFailureInjector.newBuilder()
                                .setStatus(418)
                                .setMessage("tea")
                                .setRatio(Ratio.newBuilder().setNumerator(1).setDenominator(4))))
                .addFilters(HttpRoute.Filter.newBuilder()
                        .setRedirect(RequestRedirect.newBuilder()
                                .setScheme(Scheme.newBuilder().setRegistered(Scheme.Registered.HTTPS))
                                .setPath(PathModifier.newBuilder().setPrefix("/new"))))
                .addFilters(HttpRoute.Filter.newBuilder()
                        .setRequestHeaderModifier(RequestHeaderModifier.newBuilder()
                                .setAdd(headers("X-One", "1"))
                                .addRemove("X-Two")))
                .addFilters(HttpRoute.Filter.newBuilder()
                        .setResponseHeaderModifier(
                                ResponseHeaderModifier.newBuilder().setSet(headers("X-Three", "3"))))
                .addFilters(HttpRoute.Filter.getDefaultInstance());

        assertThat(rule(translator.translate(http1(route.build()))).filters())
                .containsExactly(
                        new HttpFilter.Fail(418, "tea", new io.weft.proxy.route.Ratio(1, 4)),
                        new HttpFilter.Redirect(
                                Optional.of("https"),
                                Optional.empty(),
                                Optional.of(new HttpFilter.PathChange.Prefix("/new")),
                                0,
                                301),
                        new HttpFilter.EditRequest(new HeaderEdit(
                                List.of(header("x-one", "1")), List.of(), List.of(AsciiString.of("x-two")))),
                        new HttpFilter.EditResponse(
                                new HeaderEdit(List.of(), List.of(header("x-three", "3")), List.of())),
                        new HttpFilter.Unknown());
    }

    @Test
    void weightsOfBackendsAreFollowed() {
        HttpRoute.Distribution.RandomAvailable.Builder weighted = HttpRoute.Distribution.RandomAvailable.newBuilder();
        for (int weight : new int[] {0, 9, 1}) {
            weighted.addBackends(HttpRoute.WeightedRouteBackend.newBuilder()
                    .setBackend(HttpRoute.RouteBackend.newBuilder().setBackend(balancer("web" + weight)))
                    .setWeight(weight));
        }
        HttpRoute.Builder route = http(balancer("web")).toBuilder();
        route.getRulesBuilder(0).getBackendsBuilder().setRandomAvailable(weighted);

        assertThat(rule(translator.translate(http1(route.build()))).backends())
                .isEqualTo(new Distribution(
                        true,
                        List.of(
                                new Distribution.Share(balance("web0"), List.of(), 0),
                                new Distribution.Share(balance("web9"), List.of(), 9),
                                new Distribution.Share(balance("web1"), List.of(), 1))));
    }

    @Test
    void mostParticularMatchesComeFirst() {
        HttpRoute.Builder particular = http(balancer("admin")).toBuilder();
        particular
                .getRulesBuilder(0)
                .addMatches(HttpRouteMatch.newBuilder()
                        .setPath(PathMatch.newBuilder().setPrefix("/admin")))
                .addMatches(HttpRouteMatch.newBuilder()
                        .setPath(PathMatch.newBuilder().setRegex("/adm.*"))
                        .addHeaders(
                                HeaderMatch.newBuilder().setName("X-Role").setExact(ByteString.copyFromUtf8("root")))
                        .addQueryParams(
                                QueryParamMatch.newBuilder().setName("q").setRegex(".+"))
                        .setMethod(HttpMethod.newBuilder().setRegistered(HttpMethod.Registered.PUT)));
        HttpRoute.Builder hosts = http(balancer("host")).toBuilder()
                .addHosts(HostMatch.newBuilder().setExact("A.example"))
                .addHosts(HostMatch.newBuilder()
                        .setSuffix(HostMatch.Suffix.newBuilder()
                                .addReverseLabels("example")
                                .addReverseLabels("b")));

        ClientPolicy policy = translator.translate(http1(http(balancer("web")), particular.build(), hosts.build()));

        assertThat(policy.http().cases())
                .extracting(Case::condition)
                .containsExactly(
                        HttpMatch.all().of(new io.weft.proxy.route.HostMatch.Exact("a.example")),
                        HttpMatch.all().of(new io.weft.proxy.route.HostMatch.Suffix(".b.example")),
                        new HttpMatch(
                                Optional.empty(),
                                new io.weft.proxy.route.PathMatch.Regex(Pattern.compile("/adm.*")),
                                List.of(new ValueMatch("x-role", new ValueMatch.Rule.Exact("root"))),
                                List.of(new ValueMatch("q", new ValueMatch.Rule.Regex(Pattern.compile(".+")))),
                                Optional.of("PUT")),
                        new HttpMatch(
                                Optional.empty(),
                                io.weft.proxy.route.PathMatch.prefix("/admin"),
                                List.of(),
                                List.of(),
                                Optional.empty()),
                        HttpMatch.all());
        assertThat(warnings).isEmpty();
    }

    @Test
    void timeoutsAndRetriesAreFollowed() {
        HttpRoute.Builder route = http(balancer("web")).toBuilder();
        route.getRulesBuilder(0)
                .setRequestTimeout(millis(9_000))
                .setTimeouts(Timeouts.newBuilder().setResponse(millis(20)).setIdle(millis(30)))
                .setAllowL5DRequestHeaders(true)
                .setRetry(HttpRoute.Retry.newBuilder()
                        .setMaxRetries(3)
                        .setMaxRequestBytes(1000)
                        .setTimeout(millis(40))
                        .setConditions(HttpRoute.Retry.Conditions.newBuilder()
                                .addStatusRanges(HttpRoute.Retry.Conditions.StatusRange.newBuilder()
                                        .setStart(500)
                                        .setEnd(599))));
        Rule rule = rule(translator.translate(http1(route.build())));

        assertThat(rule.timeouts())
                .isEqualTo(new io.weft.proxy.outbound.route.Timeouts(
                        Duration.ofSeconds(9), Duration.ofMillis(20), Duration.ofMillis(30)));
        assertThat(rule.headersAllowed()).isTrue();
        assertThat(rule.retry())
                .contains(new Retry(
                        3,
                        1000,
                        List.of(new Retry.StatusRange(500, 599)),
                        Set.of(),
                        Duration.ofMillis(40),
                        new Backoff(Duration.ofMillis(25), Duration.ofMillis(250), 1)));
    }

    @Test
    void failureAccrualIsFollowed() {
        ExponentialBackoff backoff = ExponentialBackoff.newBuilder()
                .setMinBackoff(millis(1_000))
                .setMaxBackoff(millis(60_000))
                .setJitterRatio(0.5f)
                .build();
        OutboundPolicy policy = policy(ProxyProtocol.newBuilder()
                .setHttp1(ProxyProtocol.Http1.newBuilder()
                        .addRoutes(http(balancer("web")))
                        .setFailureAccrual(FailureAccrual.newBuilder()
                                .setUnified(FailureAccrual.Unified.newBuilder()
                                        .setSuccessRateThreshold(0.8)
                                        .setDecay(millis(10_000))
                                        .setMinRequests(5)
                                        .setMaxConsecutiveFailures(7)
                                        .setBackoff(backoff))))
                .build());

        assertThat(translator.translate(policy).http().accrual())
                .contains(new io.weft.proxy.outbound.route.FailureAccrual(
                        7,
                        Optional.of(new io.weft.proxy.outbound.route.FailureAccrual.SuccessRate(
                                0.8, Duration.ofSeconds(10), 5)),
                        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 0.5)));
    }

    @Test
    void callsAreMatchedByServiceAndMethod() {
        GrpcRouteMatch match = GrpcRouteMatch.newBuilder()
                .setRpc(GrpcRpcMatch.newBuilder().setService("shop.Cart"))
                .build();
        ClientPolicy policy = translate(ProxyProtocol.newBuilder()
                .setGrpc(ProxyProtocol.Grpc.newBuilder().addRoutes(grpc(match))));

        assertThat(policy.http().cases()).extracting(Case::condition).containsExactly(calls("shop.Cart", ""));
        assertThat(policy.http().grpc()).isTrue();
    }

    @Test
    void policyWithoutRoutesTakesNoRequest() {
        assertThat(translator.translate(http1()).http().cases()).isEmpty();
    }

    @Test
    void invalidPolicyRefusesBothReadingsAndNamesItsParent() {
        OutboundPolicy.Builder broken = detect().toBuilder();
        broken.getProtocolBuilder().getDetectBuilder().clearTimeout();
        ClientPolicy policy = translator.translate(broken.build());

        assertThat(policy.parent()).isEqualTo(WEB);
        assertThat(policy.protocol()).isEqualTo(new Protocol.Detect(Duration.ofSeconds(7)));
        assertThat(policy.http().everything()).containsInstanceOf(Backend.Invalid.class);
        assertThat(policy.opaque().backends())
                .isEqualTo(Distribution.to(policy.http().everything().orElseThrow()));
        assertThat(warnings).singleElement().asString().contains("is invalid: detection without timeout");
    }

    private ClientPolicy translate(ProxyProtocol.Builder protocol) {
        return translator.translate(policy(protocol.build()));
    }

    private static ProxyProtocol.Builder opaqueProtocol(OpaqueRoute route) {
        return ProxyProtocol.newBuilder()
                .setOpaque(ProxyProtocol.Opaque.newBuilder().addRoutes(route));
    }

    private static Rule rule(ClientPolicy policy) {
        return policy.http().cases().getFirst().rule();
    }

    private static HttpMatch calls(String service, String method) {
        return new HttpMatch(
                Optional.empty(),
                new io.weft.proxy.route.PathMatch.Call(service, method),
                List.of(),
                List.of(),
                Optional.of("POST"));
    }

    private static Headers headers(String name, String value) {
        return Headers.newBuilder()
                .addHeaders(Headers.Header.newBuilder().setName(name).setValue(ByteString.copyFromUtf8(value)))
                .build();
    }

    private static HeaderEdit.Header header(String name, String value) {
        return new HeaderEdit.Header(AsciiString.of(name), AsciiString.of(value));
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
