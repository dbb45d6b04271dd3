package io.weft.destination.grpc;

import static io.weft.destination.cluster.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.weft.api.httproute.HeaderMatch;
import io.weft.api.httproute.HostMatch;
import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.httproute.PathMatch;
import io.weft.api.httproute.PathModifier;
import io.weft.api.httproute.QueryParamMatch;
import io.weft.api.httproute.RequestRedirect;
import io.weft.api.httproute.Timeouts;
import io.weft.api.httptypes.Headers;
import io.weft.api.httptypes.Scheme;
import io.weft.api.outbound.Backend;
import io.weft.api.outbound.ExponentialBackoff;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OutboundPoliciesGrpc;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.TrafficSpec;
import io.weft.destination.cluster.Settings;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** crds, 11.3 and 11.4: what becomes of HTTPRoutes whose parent is a Service. */
class OutboundRouteTest {
    private final Service web = service("shop", "web")
            .ip("10.96.0.1")
            .port("http", 80)
            .port("alt", 81)
            .build();
    private final Service next =
            service("shop", "web-2").ip("10.96.0.2").port(80).build();

    @Test
    void theRouteUsersAreShownFirstSendsItsPrefixElsewhere() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                        service("default", "my-app").ip("10.96.0.1").port(80).build(),
                        service("default", "external-api")
                                .ip("10.96.0.2")
                                .port(443)
                                .build())
                .apply("""
                        apiVersion: gateway.networking.k8s.io/v1beta1
                        kind: HTTPRoute
                        metadata:
                          name: external-api
                        spec:
                          parentRefs:
                          - name: my-app
                          rules:
                          - matches:
                            - path: { type: PathPrefix, value: /api }
                            backendRefs:
                            - name: external-api
                              kind: Service
                              port: 443
                        """)) {
            OutboundPolicy policy = policy(mesh, "default", 80).next();
            OutboundRules.check(policy);
            HttpRoute route = only(policy);
            assertThat(route.getMetadata().getResource().getName()).isEqualTo("external-api");
            assertThat(route.getRules(0).getMatchesList())
                    .containsExactly(HttpRouteMatch.newBuilder()
                            .setPath(PathMatch.newBuilder().setPrefix("/api"))
                            .build());
            assertThat(paths(route)).containsExactly("external-api.default.svc.cluster.local:443 1");
        }
    }

    @Test
    void aGatewayOfThatNameTakesSuchAParent() throws Exception {
        String gateway = """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {namespace: shop, name: web}
                """;
        try (TestMesh mesh =
                TestMesh.of(web, next).apply(route("gateway.networking.k8s.io/v1", "r", "shop", "{name: web}", "{}"))) {
            var reader = policy(mesh, "shop", 80);
            assertThat(only(reader.next()).getMetadata().hasResource()).isTrue();

            mesh.apply(gateway);
            assertThat(only(reader.next()).getMetadata().getDefault()).isEqualTo("http");
            mesh.index.delete(new ResourceId(ResourceKind.GATEWAY, "shop", "web"));
            assertThat(only(reader.next()).getMetadata().hasResource()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy.linkerd.io/v1alpha1",
                "policy.linkerd.io/v1beta1",
                "policy.linkerd.io/v1beta2",
                "policy.linkerd.io/v1beta3",
                "gateway.networking.k8s.io/v1beta1",
                "gateway.networking.k8s.io/v1",
            })
    void everyVersionOfBothGroupsIsFollowed(String apiVersion) throws Exception {
        try (TestMesh mesh = TestMesh.of(web, next).apply(ofService(apiVersion, "r", "shop", "{}"))) {
            HttpRoute route = only(policy(mesh, "shop", 80).next());
            assertThat(route.getMetadata().getResource().getGroup())
                    .isEqualTo(apiVersion.substring(0, apiVersion.indexOf('/')));
            assertThat(route.getMetadata().getResource().getKind()).isEqualTo("HTTPRoute");
            assertThat(route.getMetadata().getResource().getNamespace()).isEqualTo("shop");
        }
    }

    @Test
    void matchesAndFiltersAreSaidInFull() throws Exception {
        try (TestMesh mesh = TestMesh.of(web, next).apply("""
                apiVersion: policy.linkerd.io/v1beta3
                kind: HTTPRoute
                metadata: {namespace: shop, name: r}
                spec:
                  parentRefs: [{group: core, kind: Service, name: web}]
                  hostnames: [web.example.com, "*.example.org"]
                  rules:
                  - matches:
                    - path: {type: Exact, value: /a}
                      method: POST
                      headers: [{name: x-a, value: "1"}, {name: x-b, type: RegularExpression, value: "[0-9]+"}]
                      queryParams: [{name: q, value: v}]
                    filters:
                    - type: RequestHeaderModifier
                      requestHeaderModifier: {add: [{name: a, value: "1"}], set: [{name: b, value: "2"}], remove: [c]}
                    - type: ResponseHeaderModifier
                      responseHeaderModifier: {remove: [d]}
                    - type: RequestRedirect
                      requestRedirect: {scheme: https, hostname: other.example.com, port: 8443,
                        path: {type: ReplaceFullPath, replaceFullPath: /new}}
                """)) {
            HttpRoute route = only(policy(mesh, "shop", 80).next());
            assertThat(route.getHostsList())
                    .containsExactly(
                            HostMatch.newBuilder().setExact("web.example.com").build(),
                            HostMatch.newBuilder()
                                    .setSuffix(HostMatch.Suffix.newBuilder()
                                            .addReverseLabels("org")
                                            .addReverseLabels("example"))
                                    .build());
            assertThat(route.getRules(0).getMatchesList())
                    .containsExactly(HttpRouteMatch.newBuilder()
                            .setPath(PathMatch.newBuilder().setExact("/a"))
                            .setMethod(Methods.toMessage("POST"))
                            .addHeaders(HeaderMatch.newBuilder().setName("x-a").setExact(ByteString.copyFromUtf8("1")))
                            .addHeaders(HeaderMatch.newBuilder().setName("x-b").setRegex("[0-9]+"))
                            .addQueryParams(
                                    QueryParamMatch.newBuilder().setName("q").setExact("v"))
                            .build());
            List<HttpRoute.Filter> filters = route.getRules(0).getFiltersList();
            assertThat(filters.get(0).getRequestHeaderModifier().getAdd()).isEqualTo(headers("a", "1"));
            assertThat(filters.get(0).getRequestHeaderModifier().getSet()).isEqualTo(headers("b", "2"));
            assertThat(filters.get(0).getRequestHeaderModifier().getRemoveList())
                    .containsExactly("c");
            assertThat(filters.get(1).getResponseHeaderModifier().getRemoveList())
                    .containsExactly("d");
            assertThat(filters.get(2).getRedirect())
                    .isEqualTo(RequestRedirect.newBuilder()
                            .setScheme(Scheme.newBuilder().setRegistered(Scheme.Registered.HTTPS))
                            .setHost("other.example.com")
                            .setPort(8443)
                            .setStatus(302)
                            .setPath(PathModifier.newBuilder().setFull("/new"))
                            .build());
        }
    }

    @Test
    void backendsShareByWeightAndTheParentStandsWhereThereAreNone() throws Exception {
        try (TestMesh mesh = TestMesh.of(web, next)
                .apply(ofService(
                        "policy.linkerd.io/v1beta3",
                        "r",
                        "shop",
                        "{backendRefs: [{name: web, port: 80, weight: 9}, {name: web-2, port: 80}]}, {}"))) {
            OutboundPolicy policy = policy(mesh, "shop", 80).next();
            OutboundRules.check(policy);
            assertThat(paths(only(policy)))
                    .containsExactly(
                            "web.shop.svc.cluster.local:80 9",
                            "web-2.shop.svc.cluster.local:80 1",
                            "web.shop.svc.cluster.local:80");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: gone, port: 80} | Service not found: shop/gone",
                "{name: web-2, namespace: bank, port: 80} | Service not found: bank/web-2",
                "{name: web-2} | the route does not say which port of Service shop/web-2",
                "{kind: Deployment, group: apps, name: web-2} | the mesh does not lead to backends of kind Deployment",
                "{name: web-2, port: 80, filters: [{type: URLRewrite}]} | the mesh has no filter URLRewrite",
            })
    void aBackendThatCannotBeReachedFailsItsShare(String ref, String reason) throws Exception {
        try (TestMesh mesh = TestMesh.of(web, next)
                .apply(ofService("policy.linkerd.io/v1beta3", "r", "shop", "{backendRefs: [" + ref + "]}"))) {
            OutboundPolicy policy = policy(mesh, "shop", 80).next();
            OutboundRules.check(policy);
            HttpRoute.RouteBackend backend = only(policy)
                    .getRules(0)
                    .getBackends()
                    .getRandomAvailable()
                    .getBackends(0)
                    .getBackend();
            assertThat(backend.getFilters(0).getFailureInjector().getStatus()).isEqualTo(500);
            assertThat(backend.getFilters(0).getFailureInjector().getMessage()).isEqualTo(reason);
            assertThat(backend.getBackend().hasBalancer()).isFalse();
        }
    }

    @Test
    void aBackendThatComesIsFollowed() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)
                .apply(ofService(
                        "policy.linkerd.io/v1beta3", "r", "shop", "{backendRefs: [{name: web-2, port: 80}]}"))) {
            var reader = policy(mesh, "shop", 80);
            assertThat(paths(only(reader.next()))).containsExactly(" 1");

            mesh.apply(next);
            assertThat(paths(only(reader.next()))).containsExactly("web-2.shop.svc.cluster.local:80 1");
        }
    }

    @Test
    void aProducersRouteIsForAllAndAConsumersForItsOwnNamespaceBesideIt() throws Exception {
        try (TestMesh mesh = TestMesh.of(web, next)
                .apply(route(
                        "policy.linkerd.io/v1beta3",
                        "consumer",
                        "till",
                        "{group: core, kind: Service, name: web, namespace: shop}",
                        "{}"))
                .apply(ofService("policy.linkerd.io/v1beta3", "producer", "shop", "{}"))) {
            assertThat(names(policy(mesh, "till", 80).next())).containsExactly("consumer", "producer");
            assertThat(names(policy(mesh, "bank", 80).next())).containsExactly("producer");
            assertThat(names(policy(mesh, "shop", 80).next())).containsExactly("producer");
        }
    }

    @Test
    void theOlderGoesFirstThenTheNameAndUndatedOnesLast() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)
                .apply(ofService("policy.linkerd.io/v1beta3", "a", "shop", "{}"))
                .apply(dated("c", "2026-01-02T00:00:00Z"))
                .apply(dated("b", "2026-01-02T00:00:00Z"))
                .apply(dated("z", "2026-01-01T00:00:00Z"))) {
            assertThat(names(policy(mesh, "shop", 80).next())).containsExactly("z", "b", "c", "a");
        }
    }

    @Test
    void aRouteWithAPortOrItsNameIsForThatPortAlone() throws Exception {
        String prefix = "{group: core, kind: Service, name: web, ";
        try (TestMesh mesh = TestMesh.of(web)
                .apply(route("policy.linkerd.io/v1beta3", "by-number", "shop", prefix + "port: 80}", "{}"))
                .apply(route("policy.linkerd.io/v1beta3", "by-name", "shop", prefix + "sectionName: alt}", "{}"))
                .apply(route("policy.linkerd.io/v1beta3", "every", "shop", prefix + "}", "{}"))) {
            assertThat(names(policy(mesh, "shop", 80).next())).containsExactly("by-number", "every");
            assertThat(names(policy(mesh, "shop", 81).next())).containsExactly("by-name", "every");
        }
    }

    @Test
    void aRouteWithAFilterTheMeshDoesNotHaveIsLeftOutWhole() throws Exception {
        try (TestMesh mesh = TestMesh.of(web)
                .apply(ofService("policy.linkerd.io/v1beta3", "r", "shop", "{filters: [{type: RequestMirror}]}, {}"))) {
            assertThat(only(policy(mesh, "shop", 80).next()).getMetadata().getDefault())
                    .isEqualTo("http");
        }
    }

    @Test
    void aHeadlessServiceIsNoParent() throws Exception {
        try (TestMesh mesh = TestMesh.of(service("shop", "web").port(80).build())
                .apply(ofService("policy.linkerd.io/v1beta3", "r", "shop", "{}"))) {
            var spec = TrafficSpec.newBuilder()
                    .setSourceWorkload("shop:pod")
                    .setAuthority("web.shop.svc.cluster.local:80")
                    .build();
            OutboundPolicy policy = Reader.of(OutboundPoliciesGrpc.newStub(mesh.channel)::watch, spec)
                    .next();
            assertThat(only(policy).getMetadata().getDefault()).isEqualTo("http");
        }
    }

    @Test
    void timeoutsOfTheRouteItsRuleAndItsService() throws Exception {
        Service limited = service("shop", "web")
                .ip("10.96.0.1")
                .port(80)
                .annotation("timeout.linkerd.io/request", "9s")
                .annotation("timeout.linkerd.io/idle", "8s")
                .build();
        try (TestMesh mesh = TestMesh.of(limited, next)) {
            var reader = policy(mesh, "shop", 80);
            Timeouts ofService = Timeouts.newBuilder()
                    .setRequest(seconds(9))
                    .setIdle(seconds(8))
                    .build();
            assertThat(only(reader.next()).getRules(0).getTimeouts()).isEqualTo(ofService);

            mesh.apply(ofService("policy.linkerd.io/v1beta3", "r", "shop", "{}"));
            assertThat(only(reader.next()).getRules(0).getTimeouts()).isEqualTo(ofService);

            mesh.apply(ofService(
                    "policy.linkerd.io/v1beta3",
                    "r",
                    "shop",
                    "{timeouts: {request: 3s, backendRequest: 1s}, backendRefs: [{name: web-2, port: 80}]}"));
            HttpRoute.Rule rule = only(reader.next()).getRules(0);
            assertThat(rule.getTimeouts())
                    .isEqualTo(Timeouts.newBuilder().setRequest(seconds(3)).build());
            assertThat(rule.getRequestTimeout()).isEqualTo(seconds(3));
            assertThat(rule.getBackends()
                            .getRandomAvailable()
                            .getBackends(0)
                            .getBackend()
                            .getRequestTimeout())
                    .isEqualTo(seconds(1));

            mesh.apply(annotated("{timeout.linkerd.io/request: 5s}", "{timeouts: {request: 3s}}"));
            assertThat(only(reader.next()).getRules(0).getTimeouts())
                    .isEqualTo(Timeouts.newBuilder().setRequest(seconds(5)).build());
        }
    }

    @Test
    void retriesOfTheRouteReplaceThoseOfItsService() throws Exception {
        Service retried = service("shop", "web")
                .ip("10.96.0.1")
                .port(80)
                .annotation("retry.linkerd.io/http", "5xx,429")
                .annotation("retry.linkerd.io/timeout", "300ms")
                .build();
        try (TestMesh mesh = TestMesh.of(retried)) {
            var reader = policy(mesh, "shop", 80);
            HttpRoute.Retry ofService = only(reader.next()).getRules(0).getRetry();
            assertThat(ofService.getMaxRetries()).isEqualTo(1);
            assertThat(ofService.getMaxRequestBytes()).isEqualTo(65_536);
            assertThat(ofService.getConditions().getStatusRangesList())
                    .extracting(range -> range.getStart() + "-" + range.getEnd())
                    .containsExactly("500-599", "429-429");
            assertThat(ofService.getTimeout())
                    .isEqualTo(Duration.newBuilder().setNanos(300_000_000).build());
            assertThat(ofService.getBackoff())
                    .isEqualTo(ExponentialBackoff.newBuilder()
                            .setMinBackoff(Duration.newBuilder().setNanos(25_000_000))
                            .setMaxBackoff(Duration.newBuilder().setNanos(250_000_000))
                            .setJitterRatio(1)
                            .build());

            mesh.apply(annotated("{retry.linkerd.io/limit: '3'}", "{}"));
            HttpRoute.Retry own = only(reader.next()).getRules(0).getRetry();
            assertThat(own.getMaxRetries()).isEqualTo(3);
            assertThat(own.hasConditions()).isTrue();
            assertThat(own.getConditions().getStatusRangesList()).isEmpty();
            assertThat(own.hasTimeout()).isFalse();
        }
    }

    @Test
    void anAnnotationOfAServiceThatMeansNothingIsLeftOut() throws Exception {
        try (TestMesh mesh = TestMesh.of(service("shop", "web")
                .ip("10.96.0.1")
                .port(80)
                .annotation("retry.linkerd.io/http", "sometimes")
                .annotation("timeout.linkerd.io/idle", "8s")
                .build())) {
            HttpRoute.Rule rule = only(policy(mesh, "shop", 80).next()).getRules(0);
            assertThat(rule.hasRetry()).isFalse();
            assertThat(rule.getTimeouts().getIdle()).isEqualTo(seconds(8));
        }
    }

    @Test
    void failureAccrualOfAServiceIsSaidForBothVersionsOfHttp() throws Exception {
        try (TestMesh mesh = TestMesh.of(service("shop", "web")
                .ip("10.96.0.1")
                .port(80)
                .annotation("balancer.linkerd.io/failure-accrual", "consecutive")
                .build())) {
            var detect = policy(mesh, "shop", 80).next().getProtocol().getDetect();
            var accrual = detect.getHttp1().getFailureAccrual();
            assertThat(accrual.getConsecutiveFailures().getMaxFailures()).isEqualTo(7);
            assertThat(accrual.getConsecutiveFailures().getBackoff().getMinBackoff())
                    .isEqualTo(seconds(1));
            assertThat(accrual.getConsecutiveFailures().getBackoff().getMaxBackoff())
                    .isEqualTo(seconds(60));
            assertThat(accrual.getConsecutiveFailures().getBackoff().getJitterRatio())
                    .isEqualTo(0.5f);
            assertThat(detect.getHttp2().getFailureAccrual()).isEqualTo(accrual);
        }
    }

    @Test
    void aServiceThatPenalizesFailuresIsBalancedByItForRequestsAlone() throws Exception {
        try (TestMesh mesh = TestMesh.of(service("shop", "web")
                .ip("10.96.0.1")
                .port(80)
                .annotation("balancer.alpha.linkerd.io/penalize-failures", "true")
                .annotation("balancer.alpha.linkerd.io/load-biaser-penalty", "7s")
                .build())) {
            OutboundPolicy policy = policy(mesh, "shop", 80).next();
            OutboundRules.check(policy);
            var detect = policy.getProtocol().getDetect();
            var expected = Backend.BalanceP2c.PenaltyPeakEwma.newBuilder()
                    .setDefaultRtt(Duration.newBuilder().setNanos(30_000_000))
                    .setDecay(seconds(10))
                    .setPenalty(seconds(7))
                    .setMaxRetryAfter(seconds(300))
                    .setPenaltyDecay(seconds(10))
                    .build();
            assertThat(balancer(detect.getHttp1().getRoutes(0)).getPenaltyPeakEwma())
                    .isEqualTo(expected);
            assertThat(balancer(detect.getHttp2().getRoutes(0)).getPenaltyPeakEwma())
                    .isEqualTo(expected);
            assertThat(detect.getOpaque()
                            .getRoutes(0)
                            .getRules(0)
                            .getBackends()
                            .getFirstAvailable()
                            .getBackends(0)
                            .getBackend()
                            .getBalancer()
                            .hasPeakEwma())
                    .isTrue();
        }
    }

    private static Backend.BalanceP2c balancer(HttpRoute route) {
        return route.getRules(0)
                .getBackends()
                .getFirstAvailable()
                .getBackends(0)
                .getBackend()
                .getBalancer();
    }

    @Test
    void everyShareOfAServiceThatPenalizesFailuresIsBalancedByIt() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                        service("shop", "web")
                                .ip("10.96.0.1")
                                .port(80)
                                .annotation("balancer.alpha.linkerd.io/penalize-failures", "true")
                                .build(),
                        service("shop", "web-2").ip("10.96.0.2").port(80).build())
                .apply(ofService(
                        "policy.linkerd.io/v1beta3", "r", "shop", "{backendRefs: [{name: web-2, port: 80}]}"))) {
            Backend backend = only(policy(mesh, "shop", 80).next())
                    .getRules(0)
                    .getBackends()
                    .getRandomAvailable()
                    .getBackends(0)
                    .getBackend()
                    .getBackend();
            assertThat(backend.getBalancer().hasPenaltyPeakEwma()).isTrue();
        }
    }

    @ParameterizedTest(name = "allowed: {0}")
    @ValueSource(booleans = {false, true})
    void requestsMayTellTheirOwnLimitsWhereSettingsAllowIt(boolean allowed) throws Exception {
        try (TestMesh mesh =
                new TestMesh(Settings.USUAL, new ApiSettings("cluster.local", TestMesh.KEEP_ALIVE, allowed))) {
            mesh.index.reset(List.of(web));

            assertThat(only(policy(mesh, "shop", 80).next()).getRules(0).getAllowL5DRequestHeaders())
                    .isEqualTo(allowed);
        }
    }

    @Test
    void aServiceIsFoundByEitherOfItsAddresses() throws Exception {
        Service dual =
                service("shop", "dual").ip("10.96.0.9").ip("fd96::9").port(80).build();
        try (TestMesh mesh = TestMesh.of(dual)) {
            assertThat(policyOf(mesh, "fd96::9", "shop", 80).next())
                    .isEqualTo(policyOf(mesh, "10.96.0.9", "shop", 80).next())
                    .extracting(policy -> policy.getMetadata().getResource().getName())
                    .isEqualTo("dual");
        }
    }

    @Test
    void aRouteThatGoesLeavesTheDefault() throws Exception {
        try (TestMesh mesh = TestMesh.of(web).apply(ofService("policy.linkerd.io/v1beta3", "r", "shop", "{}"))) {
            var reader = policy(mesh, "shop", 80);
            reader.next();

            mesh.index.delete(new ResourceId(ResourceKind.HTTP_ROUTE, "shop", "r"));
            assertThat(only(reader.next()).getMetadata().getDefault()).isEqualTo("http");
        }
    }

    private static String ofService(String apiVersion, String name, String namespace, String rules) {
        return route(apiVersion, name, namespace, "{group: core, kind: Service, name: web}", rules);
    }

    private static String route(String apiVersion, String name, String namespace, String parent, String rules) {
        return """
                apiVersion: %s
                kind: HTTPRoute
                metadata: {namespace: %s, name: %s}
                spec: {parentRefs: [%s], rules: [%s]}
                """.formatted(apiVersion, namespace, name, parent, rules);
    }

    private static String dated(String name, String date) {
        return ofService("policy.linkerd.io/v1beta3", name + ", creationTimestamp: " + date, "shop", "{}");
    }

    private static String annotated(String annotations, String rules) {
        return ofService("policy.linkerd.io/v1beta3", "r, annotations: " + annotations, "shop", rules);
    }

    private static Reader<TrafficSpec, OutboundPolicy> policy(TestMesh mesh, String client, int port) {
        return policyOf(mesh, "10.96.0.1", client, port);
    }

    private static Reader<TrafficSpec, OutboundPolicy> policyOf(TestMesh mesh, String ip, String client, int port) {
        return Reader.of(
                OutboundPoliciesGrpc.newStub(mesh.channel)::watch,
                TrafficSpec.newBuilder()
                        .setSourceWorkload(client + ":pod")
                        .setAddr(NetTranslator.toMessage(new InetSocketAddress(InetAddress.ofLiteral(ip), port)))
                        .build());
    }

    private static HttpRoute only(OutboundPolicy policy) {
        var detect = policy.getProtocol().getDetect();
        assertThat(detect.getHttp1().getRoutesList())
                .hasSize(1)
                .isEqualTo(detect.getHttp2().getRoutesList());
        return detect.getHttp1().getRoutes(0);
    }

    private static List<String> names(OutboundPolicy policy) {
        OutboundRules.check(policy);
        return policy.getProtocol().getDetect().getHttp1().getRoutesList().stream()
                .map(route -> route.getMetadata().getResource().getName())
                .toList();
    }

    /** Where each rule's requests go, with weights where there are shares. */
    private static List<String> paths(HttpRoute route) {
        return route.getRulesList().stream()
                .map(HttpRoute.Rule::getBackends)
                .flatMap(backends -> backends.hasFirstAvailable()
                        ? backends.getFirstAvailable().getBackendsList().stream()
                                .map(OutboundRouteTest::path)
                        : backends.getRandomAvailable().getBackendsList().stream()
                                .map(share -> path(share.getBackend()) + " " + share.getWeight()))
                .toList();
    }

    private static String path(HttpRoute.RouteBackend backend) {
        return backend.getBackend().getBalancer().getDiscovery().getDst().getPath();
    }

    private static Headers headers(String name, String value) {
        return Headers.newBuilder()
                .addHeaders(Headers.Header.newBuilder().setName(name).setValue(ByteString.copyFromUtf8(value)))
                .build();
    }

    private static Duration seconds(int seconds) {
        return Duration.newBuilder().setSeconds(seconds).build();
    }
}
