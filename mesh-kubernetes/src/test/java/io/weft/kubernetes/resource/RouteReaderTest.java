package io.weft.kubernetes.resource;

import static io.weft.kubernetes.resource.Documents.document;
import static io.weft.kubernetes.resource.Documents.read;
import static io.weft.kubernetes.resource.Documents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.Route.BackendRef;
import io.weft.kubernetes.resource.Route.ParentRef;
import io.weft.kubernetes.resource.Route.Rule;
import io.weft.kubernetes.resource.RouteFilter.Header;
import io.weft.kubernetes.resource.RouteFilter.HeaderChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** crds, 11.1 and 11.2; brief-vs-linkerd, 5.13. */
class RouteReaderTest {
    private static final String GATEWAY = "gateway.networking.k8s.io/v1";
    private static final String POLICY = "policy.linkerd.io/v1beta3";

    @Test
    void theRouteUsersAreShownFirstIsReadAsItStands() {
        assertThat(read(Route.class, """
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
                        """))
                .isEqualTo(new Route(
                        Metadata.of("default", "external-api"),
                        ResourceKind.GATEWAY_HTTP_ROUTE,
                        List.of(new ParentRef(
                                "gateway.networking.k8s.io",
                                "Gateway",
                                "default",
                                "my-app",
                                Optional.empty(),
                                OptionalInt.empty())),
                        List.of(),
                        List.of(new Rule(
                                List.of(new RouteMatch.Http(
                                        new RouteMatch.Path.Prefix("/api"), List.of(), List.of(), Optional.empty())),
                                List.of(),
                                List.of(new BackendRef(
                                        "", "Service", "default", "external-api", OptionalInt.of(443), 1, List.of())),
                                Optional.empty(),
                                Optional.empty())),
                        Retries.NONE,
                        Timeouts.NONE));
    }

    @Test
    void everythingARuleMaySayIsRead() {
        Rule rule = http(POLICY, """
                spec:
                  parentRefs: [{group: core, kind: Service, name: web, port: 80}]
                  hostnames: [web.example.com, "*.example.org"]
                  rules:
                  - matches:
                    - path: {type: Exact, value: /a}
                      method: POST
                      headers: [{name: x-a, value: "1"}, {name: x-b, type: RegularExpression, value: "[0-9]+"}]
                      queryParams: [{name: q, value: v}]
                    - path: {type: RegularExpression, value: "/b/.*"}
                    filters:
                    - type: RequestHeaderModifier
                      requestHeaderModifier: {add: [{name: a, value: "1"}], set: [{name: b, value: "2"}], remove: [c]}
                    - type: RequestRedirect
                      requestRedirect: {scheme: https, hostname: other.example.com, port: 8443, statusCode: 301,
                        path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}}
                    timeouts: {request: 10s, backendRequest: 500ms}
                    backendRefs: [{name: web-2, namespace: bank, port: 81, weight: 3}]
                """).rules().getFirst();

        assertThat(rule)
                .isEqualTo(new Rule(
                        List.of(
                                new RouteMatch.Http(
                                        new RouteMatch.Path.Exact("/a"),
                                        List.of(
                                                new RouteMatch.Value("x-a", "1", false),
                                                new RouteMatch.Value("x-b", "[0-9]+", true)),
                                        List.of(new RouteMatch.Value("q", "v", false)),
                                        Optional.of("POST")),
                                new RouteMatch.Http(
                                        new RouteMatch.Path.Regex("/b/.*"), List.of(), List.of(), Optional.empty())),
                        List.of(
                                new RouteFilter.RequestHeaders(new HeaderChange(
                                        List.of(new Header("a", "1")), List.of(new Header("b", "2")), List.of("c"))),
                                new RouteFilter.Redirect(
                                        Optional.of("https"),
                                        Optional.of("other.example.com"),
                                        Optional.of(new RouteFilter.NewPath.Prefix("/new")),
                                        OptionalInt.of(8443),
                                        301)),
                        List.of(new BackendRef("", "Service", "bank", "web-2", OptionalInt.of(81), 3, List.of())),
                        Optional.of(Duration.ofSeconds(10)),
                        Optional.of(Duration.ofMillis(500))));
    }

    @Test
    void whatIsNotSaidIsEverything() {
        Route route = http(POLICY, "spec: {parentRefs: [{name: web}]}");

        assertThat(route.rules())
                .containsExactly(new Rule(
                        List.of(RouteMatch.Http.ALL), List.of(), List.of(), Optional.empty(), Optional.empty()));
        assertThat(route.parents().getFirst().group()).isEqualTo("policy.linkerd.io");
        assertThat(http(GATEWAY, "spec: {rules: [{}]}").rules().getFirst().matches())
                .containsExactly(RouteMatch.Http.ALL);
        assertThat(grpc("spec: {rules: [{}]}").rules().getFirst().matches()).containsExactly(RouteMatch.Grpc.ALL);
    }

    @Test
    void callsAreToldApartByServiceMethodAndHeaders() {
        assertThat(grpc("""
                        spec:
                          rules:
                          - matches:
                            - method: {service: shop.Till, method: Pay}
                              headers: [{name: x-a, value: "1"}]
                            - method: {type: Exact, method: Pay}
                        """).rules().getFirst().matches())
                .containsExactly(
                        new RouteMatch.Grpc(
                                Optional.of("shop.Till"),
                                Optional.of("Pay"),
                                List.of(new RouteMatch.Value("x-a", "1", false))),
                        new RouteMatch.Grpc(Optional.empty(), Optional.of("Pay"), List.of()));
    }

    @Test
    void connectionsAreToldApartByServerNamesOrNotAtAll() {
        assertThat(connections("TLSRoute", """
                        spec:
                          parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: all, port: 443}]
                          hostnames: ["*.example.com"]
                          rules: [{backendRefs: [{name: web, port: 443, weight: 3}]}]
                        """))
                .isEqualTo(new Route(
                        Metadata.of("shop", "web"),
                        ResourceKind.TLS_ROUTE,
                        List.of(new ParentRef(
                                "policy.linkerd.io",
                                "EgressNetwork",
                                "shop",
                                "all",
                                Optional.empty(),
                                OptionalInt.of(443))),
                        List.of("*.example.com"),
                        List.of(new Rule(
                                List.of(RouteMatch.Connection.ALL),
                                List.of(),
                                List.of(new BackendRef(
                                        "", "Service", "shop", "web", OptionalInt.of(443), 3, List.of())),
                                Optional.empty(),
                                Optional.empty())),
                        Retries.NONE,
                        Timeouts.NONE));
        assertThat(connections("TCPRoute", "spec: {rules: [{}]}").kind()).isEqualTo(ResourceKind.TCP_ROUTE);
    }

    @Test
    void annotationsOfRoutesOfConnectionsMeanNothing() {
        assertThat(read(Route.class, """
                        apiVersion: gateway.networking.k8s.io/v1alpha2
                        kind: TCPRoute
                        metadata: {namespace: shop, name: web, annotations: {retry.linkerd.io/limit: many}}
                        spec: {parentRefs: [{group: '', kind: Service, name: web}], rules: [{}]}
                        """).retries()).isEqualTo(Retries.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TLSRoute | {} | spec.rules is missing: exactly one rule is required",
                "TCPRoute | {rules: [{}, {}]} | spec.rules is a list: exactly one rule is required",
                "TCPRoute | {parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: a}], rules: [{}]} | spec.parentRefs[0].port is missing: the port of an EgressNetwork is required",
            })
    void aRouteOfConnectionsThatCannotBeFollowedIsRefused(String kind, String spec, String why) {
        refusal(document("gateway.networking.k8s.io/v1alpha2", kind, "spec: " + spec))
                .hasMessage(why);
    }

    @ParameterizedTest
    @CsvSource({"RequestMirror", "URLRewrite", "ExtensionRef"})
    void aFilterTheMeshDoesNotHaveIsTaken(String type) {
        assertThat(http(GATEWAY, "spec: {rules: [{filters: [{type: " + type + ", any: {thing: 1}}]}]}")
                        .rules()
                        .getFirst()
                        .filters())
                .containsExactly(new RouteFilter.Unsupported(type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5xx | 500-599",
                "gateway-error | 502-504",
                "Gateway-Error,429 | 502-504,429-429",
                "400-404 | 400-404",
            })
    void statusesToTryAgainAreRanges(String text, String expected) {
        assertThat(annotated("retry.linkerd.io/http: '" + text + "'").retries().statuses())
                .extracting(range -> range.start() + "-" + range.end())
                .containsExactly(expected.split(",", -1));
    }

    @Test
    void retriesAndTimeoutsOfARouteAreItsAnnotations() {
        Route route = annotated("retry.linkerd.io/http: '500-502', retry.linkerd.io/limit: '2',"
                + " retry.linkerd.io/timeout: 300ms, timeout.linkerd.io/request: 1m,"
                + " timeout.linkerd.io/response: 1d, timeout.linkerd.io/idle: '0'");

        assertThat(route.retries())
                .isEqualTo(new Retries(
                        List.of(new StatusRange(500, 502)),
                        Set.of(),
                        OptionalInt.of(2),
                        Optional.of(Duration.ofMillis(300))));
        assertThat(route.timeouts())
                .isEqualTo(new Timeouts(
                        Optional.of(Duration.ofMinutes(1)), Optional.of(Duration.ofDays(1)), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry.linkerd.io/http | 600",
                "retry.linkerd.io/http | 504-502",
                "retry.linkerd.io/http | '5xx, 429'",
                "retry.linkerd.io/grpc | not-found",
                "retry.linkerd.io/limit | 65536",
                "retry.linkerd.io/limit | -1",
                "retry.linkerd.io/timeout | 1.5s",
                "timeout.linkerd.io/request | 10",
                "timeout.linkerd.io/response | soon",
                "timeout.linkerd.io/idle | 99999999999999999d",
            })
    void anAnnotationThatMeansNothingIsRefusedOnARouteOfAService(String name, String value) {
        String annotations = "metadata: {namespace: shop, name: web, annotations: {" + name + ": '" + value + "'}}";
        refusal("apiVersion: " + GATEWAY + "\nkind: HTTPRoute\n" + annotations
                        + "\nspec: {parentRefs: [{group: core, kind: Service, name: web}]}")
                .hasMessageStartingWith("metadata.annotations['" + name + "'] is '" + value + "'");
        assertThat(read(
                                Route.class,
                                "apiVersion: " + GATEWAY + "\nkind: HTTPRoute\n" + annotations
                                        + "\nspec: {parentRefs: [{name: somewhere}]}")
                        .retries())
                .as("others may mean something else by it")
                .isEqualTo(Retries.NONE);
    }

    @Test
    void annotationsCountWhereTheParentIsNamedAloneToo() {
        Route route = read(
                Route.class,
                "apiVersion: " + GATEWAY + "\nkind: HTTPRoute\nmetadata: {namespace: shop, name: web, annotations: "
                        + "{retry.linkerd.io/http: 5xx, timeout.linkerd.io/request: 3s}}\nspec: {parentRefs: [{name: web}]}");

        assertThat(route.retries().ofHttp()).isTrue();
        assertThat(route.timeouts().request()).contains(Duration.ofSeconds(3));
    }

    @Test
    void whatIsSaidOfTheOtherProtocolIsNothingToARoute() {
        String metadata = "\nmetadata: {namespace: shop, name: web, annotations: "
                + "{retry.linkerd.io/http: 5xx, retry.linkerd.io/grpc: unavailable}}"
                + "\nspec: {parentRefs: [{group: core, kind: Service, name: web}]}";

        assertThat(read(Route.class, "apiVersion: " + GATEWAY + "\nkind: GRPCRoute" + metadata)
                        .retries())
                .isEqualTo(new Retries(
                        List.of(), Set.of(Retries.GrpcCode.UNAVAILABLE), OptionalInt.empty(), Optional.empty()));
        assertThat(read(Route.class, "apiVersion: " + GATEWAY + "\nkind: HTTPRoute" + metadata)
                        .retries()
                        .codes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTPRoute | {parentRefs: [{}]} | spec.parentRefs[0].name",
                "HTTPRoute | {parentRefs: [{name: a, port: 0}]} | spec.parentRefs[0].port",
                "HTTPRoute | {hostnames: ['a.*']} | spec.hostnames[0]",
                "HTTPRoute | {rules: [{matchs: []}]} | spec.rules[0].matchs",
                "HTTPRoute | {rules: [{matches: [{path: {value: api}}]}]} | spec.rules[0].matches[0].path.value",
                "HTTPRoute | {rules: [{matches: [{path: {type: Prefix, value: /}}]}]} | spec.rules[0].matches[0].path.type",
                "HTTPRoute | {rules: [{matches: [{path: {type: RegularExpression, value: '('}}]}]} | spec.rules[0].matches[0].path.value",
                "HTTPRoute | {rules: [{matches: [{method: get}]}]} | spec.rules[0].matches[0].method",
                "HTTPRoute | {rules: [{matches: [{headers: [{name: 'a b', value: c}]}]}]} | spec.rules[0].matches[0].headers[0].name",
                "HTTPRoute | {rules: [{filters: [{type: Mirror}]}]} | spec.rules[0].filters[0].type",
                "HTTPRoute | {rules: [{filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: a}}}]}]} | spec.rules[0].filters[0].requestRedirect.path.replaceFullPath",
                "HTTPRoute | {rules: [{timeouts: {request: -1s}}]} | spec.rules[0].timeouts.request",
                "HTTPRoute | {rules: [{timeouts: {request: 1s, backendRequest: 2s}}]} | spec.rules[0].timeouts.backendRequest",
                "HTTPRoute | {rules: [{backendRefs: [{name: a}]}]} | spec.rules[0].backendRefs[0].port",
                "HTTPRoute | {rules: [{backendRefs: [{name: a, port: 80, weight: 1000001}]}]} | spec.rules[0].backendRefs[0].weight",
                "GRPCRoute | {rules: [{matches: [{method: {type: RegularExpression, service: a}}]}]} | spec.rules[0].matches[0].method.type",
                "GRPCRoute | {rules: [{matches: [{method: {}}]}]} | spec.rules[0].matches[0].method",
            })
    void whatIsWrongIsNamed(String kind, String spec, String path) {
        refusal(document(GATEWAY, kind, "spec: " + spec)).hasMessageStartingWith(path + " is ");
    }

    @Test
    void aBackendOfThePolicyGroupNeedsNoPort() {
        assertThat(http(POLICY, "spec: {rules: [{backendRefs: [{name: a}]}]}")
                        .rules()
                        .getFirst()
                        .backends()
                        .getFirst()
                        .port())
                .isEmpty();
    }

    private static Route annotated(String annotations) {
        return read(
                Route.class,
                "apiVersion: " + GATEWAY + "\nkind: HTTPRoute\nmetadata: {namespace: shop, name: web, annotations: {"
                        + annotations + "}}\nspec: {parentRefs: [{group: '', kind: Service, name: web}]}");
    }

    private static Route http(String apiVersion, String rest) {
        return read(Route.class, document(apiVersion, "HTTPRoute", rest));
    }

    private static Route connections(String kind, String rest) {
        return read(Route.class, document("gateway.networking.k8s.io/v1alpha2", kind, rest));
    }

    private static Route grpc(String rest) {
        return read(Route.class, document(GATEWAY, "GRPCRoute", rest));
    }
}
