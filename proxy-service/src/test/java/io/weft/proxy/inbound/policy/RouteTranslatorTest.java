package io.weft.proxy.inbound.policy;

import static io.weft.proxy.route.Requests.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.netty.util.AsciiString;
import io.weft.api.grpcroute.GrpcFailureInjector;
import io.weft.api.grpcroute.GrpcRouteMatch;
import io.weft.api.grpcroute.GrpcRpcMatch;
import io.weft.api.httproute.HeaderMatch;
import io.weft.api.httproute.HostMatch;
import io.weft.api.httproute.HttpFailureInjector;
import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.httproute.PathMatch;
import io.weft.api.httproute.QueryParamMatch;
import io.weft.api.httproute.RequestHeaderModifier;
import io.weft.api.httproute.RequestRedirect;
import io.weft.api.httptypes.HttpMethod;
import io.weft.api.inbound.Authn;
import io.weft.api.inbound.Authz;
import io.weft.api.inbound.GrpcRoute;
import io.weft.api.inbound.HttpRoute;
import io.weft.api.inbound.Network;
import io.weft.api.meta.Metadata;
import io.weft.api.net.IPAddress;
import io.weft.api.net.IPNetwork;
import io.weft.core.ResourceRef;
import io.weft.core.policy.Peer;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.route.HeaderEdit;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.InvalidPolicyException;
import io.weft.proxy.route.Ratio;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judges requests with translated routes: what counts is who gets in. */
class RouteTranslatorTest {
    private static final Peer STRANGER = Peer.plaintext(InetAddress.ofLiteral("10.0.0.1"));

    @Test
    void serverWithoutRoutesHasTheDefaultOne() {
        assertThat(RouteTranslator.http(List.of())).containsExactly(InboundRoute.ofDefault());
        assertThat(RouteTranslator.grpc(List.of())).containsExactly(InboundRoute.ofDefault());
    }

    @ParameterizedTest
    @CsvSource({"/shop, GET, open", "/shop/cart, POST, open", "/shopping, GET, ''", "/, GET, ''"})
    void prefixTakesWholeSegments(String path, String method, String route) {
        assertThat(permitted(
                        path,
                        method,
                        http("open", match -> path(match, PathMatch.newBuilder().setPrefix("/shop")))))
                .isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({"/healthz, GET, open", "/healthz, POST, ''", "/healthz/x, GET, ''"})
    void exactPathAndMethodBothCount(String path, String method, String route) {
        HttpRoute probe = http(
                "open",
                match -> path(match, PathMatch.newBuilder().setExact("/healthz"))
                        .setMethod(HttpMethod.newBuilder().setRegistered(HttpMethod.Registered.GET)));

        assertThat(permitted(path, method, probe)).isEqualTo(route);
    }

    @Test
    void unregisteredMethodIsComparedToTheLetter() {
        HttpRoute purge =
                http("open", match -> match.setMethod(HttpMethod.newBuilder().setUnregistered("PURGE")));

        assertThat(permitted("/", "PURGE", purge)).isEqualTo("open");
        assertThat(permitted("/", "GET", purge)).isEmpty();
    }

    @Test
    void ruleWithoutMatchesTakesEverythingAndRouteWithoutRulesNothing() {
        HttpRoute everything = http("open", match -> {}).toBuilder()
                .clearRules()
                .addRules(HttpRoute.Rule.getDefaultInstance())
                .build();

        assertThat(permitted("/any", "GET", everything)).isEqualTo("open");
        assertThat(permitted("/any", "GET", everything.toBuilder().clearRules().build()))
                .isEmpty();
    }

    @Test
    void mostParticularRouteWinsWhateverTheOrder() {
        HttpRoute wide = http("wide", match -> {});
        HttpRoute prefix =
                http("prefix", match -> path(match, PathMatch.newBuilder().setPrefix("/a")));
        HttpRoute longer =
                http("longer", match -> path(match, PathMatch.newBuilder().setPrefix("/a/b")));
        HttpRoute method = http(
                "method",
                match -> path(match, PathMatch.newBuilder().setPrefix("/a"))
                        .setMethod(HttpMethod.newBuilder().setRegistered(HttpMethod.Registered.PUT)));
        HttpRoute exact =
                http("exact", match -> path(match, PathMatch.newBuilder().setExact("/a/b")));
        HttpRoute[] routes = {wide, prefix, longer, method, exact};

        assertThat(permitted("/", "GET", routes)).isEqualTo("wide");
        assertThat(permitted("/a", "GET", routes)).isEqualTo("prefix");
        assertThat(permitted("/a", "PUT", routes)).isEqualTo("method");
        assertThat(permitted("/a/b", "PUT", routes)).isEqualTo("exact");
        assertThat(permitted("/a/b/c", "PUT", routes)).isEqualTo("longer");
    }

    @Test
    void equallyParticularRoutesKeepTheirOrder() {
        assertThat(permitted("/", "GET", http("first", match -> {}), http("second", match -> {})))
                .isEqualTo("first");
    }

    @Test
    void requestNoRouteTakesIsNotFound() {
        assertThat(judge(
                        RouteTranslator.http(List.of(http(
                                "open",
                                match -> path(match, PathMatch.newBuilder().setExact("/a"))))),
                        head("GET", "web", "/b")))
                .isEqualTo(new Verdict.NoRoute());
    }

    @ParameterizedTest
    @CsvSource({"blue, header", "green, wide", "'', wide"})
    void routeLooksAtTheValueOfAHeader(String value, String route) {
        HttpRoute header = http("header", match -> match.addHeaders(header("X-Team", "blue")));
        HttpRoute wide = http("wide", match -> {});
        RequestHead head =
                value.isEmpty() ? head("GET", "web", "/admin") : head("GET", "web", "/admin", "x-team", value);

        assertThat(permitted(head, wide, header)).isEqualTo(route);
    }

    @Test
    void headerMayBeMatchedByAnExpressionAndInAnyOfItsValues() {
        HttpRoute header = http(
                "header",
                match -> match.addHeaders(
                        HeaderMatch.newBuilder().setName("x-team").setRegex("b.*")));

        assertThat(permitted(head("GET", "web", "/", "x-team", "green", "x-team", "blue"), header))
                .isEqualTo("header");
        assertThat(permitted(head("GET", "web", "/", "x-team", "a blue"), header))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/shop?debug=1, query", "/shop?debug=2, wide", "/shop?a=b&debug=1, query", "/shop, wide"})
    void routeLooksAtTheQuery(String target, String route) {
        HttpRoute query = http(
                "query",
                match -> match.addQueryParams(
                        QueryParamMatch.newBuilder().setName("debug").setExact("1")));

        assertThat(permitted(head("GET", "web", target), http("wide", match -> {}), query))
                .isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({"/a/b/c, regex", "/a/1, regex", "/b/a/1, ''", "/healthz, exact"})
    void expressionTakesWholePathsAndYieldsToExactPathsOnly(String path, String route) {
        HttpRoute regex =
                http("regex", match -> path(match, PathMatch.newBuilder().setRegex("/(a/|health).*")));
        HttpRoute prefix =
                http("prefix", match -> path(match, PathMatch.newBuilder().setPrefix("/a/b/c")));
        HttpRoute exact =
                http("exact", match -> path(match, PathMatch.newBuilder().setExact("/healthz")));

        assertThat(permitted(path, "GET", prefix, exact, regex)).isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, host",
        "A.Example:8080, host",
        "b.example, suffix",
        "x.b.example, suffix",
        "example, wide",
        "a.example.org, wide"
    })
    void routeOfAHostTakesRequestsForItAloneAndGoesBeforeWiderOnes(String authority, String route) {
        HttpRoute host = http("host", match -> {}).toBuilder()
                .addHosts(HostMatch.newBuilder().setExact("a.example"))
                .build();
        HttpRoute suffix = http("suffix", match -> {}).toBuilder()
                .addHosts(HostMatch.newBuilder()
                        .setSuffix(HostMatch.Suffix.newBuilder().addReverseLabels("example")))
                .build();
        HttpRoute wide =
                http("wide", match -> path(match, PathMatch.newBuilder().setPrefix("/a")));

        assertThat(permitted(head("GET", authority, "/a"), wide, suffix, host)).isEqualTo(route);
    }

    @Test
    void requestsOfARouteThatAdmitsNobodyDoNotFallThroughToAWiderOne() {
        HttpRoute admin = http("admin", match -> match.addHeaders(header("x-team", "blue"))).toBuilder()
                .clearAuthorizations()
                .build();

        assertThat(permitted(head("GET", "web", "/", "x-team", "blue"), http("wide", match -> {}), admin))
                .isEmpty();
    }

    @Test
    void methodOfAnUnknownNumberCannotBeFollowed() {
        HttpRoute future =
                http("future", match -> match.setMethod(HttpMethod.newBuilder().setRegisteredValue(99)));

        assertThatThrownBy(() -> RouteTranslator.http(List.of(future))).isInstanceOf(InvalidPolicyException.class);
    }

    /** What a later version says of a path or a method must not be taken for nothing said. */
    @Test
    void matchOfAKindNobodyKnowsCannotBeFollowed() {
        HttpRoute path = http("path", match -> match.setPath(PathMatch.getDefaultInstance()));
        HttpRoute method = http("method", match -> match.setMethod(HttpMethod.getDefaultInstance()));

        assertThatThrownBy(() -> RouteTranslator.http(List.of(path))).isInstanceOf(InvalidPolicyException.class);
        assertThatThrownBy(() -> RouteTranslator.http(List.of(method))).isInstanceOf(InvalidPolicyException.class);
    }

    @Test
    void whatTheServerAllowsEverywhereHoldsInEveryRoute() {
        HttpRoute query =
                http("query", match -> {}).toBuilder().clearAuthorizations().build();
        ServerPolicy policy = new ServerPolicy(
                ResourceRef.ofDefault("server"),
                new ServerProtocol.Http1(),
                AuthorizationTranslator.translate(List.of(everyone("server"))),
                RouteTranslator.http(List.of(query)));

        assertThat(new Rulings(policy, STRANGER).request(head("GET", "web", "/")))
                .isEqualTo(new Verdict.Permit(ResourceRef.ofDefault("query"), ResourceRef.ofDefault("server")));
    }

    @Test
    void filtersAreReadInOrderWhateverTheirKind() {
        HttpRoute.Builder route = http("open", match -> {}).toBuilder();
        route.getRulesBuilder(0)
                .addFilters(HttpRoute.Filter.newBuilder()
                        .setRequestHeaderModifier(
                                RequestHeaderModifier.newBuilder().addRemove("X-Debug")))
                .addFilters(HttpRoute.Filter.newBuilder().setRedirect(RequestRedirect.getDefaultInstance()))
                .addFilters(HttpRoute.Filter.newBuilder()
                        .setFailureInjector(HttpFailureInjector.newBuilder().setStatus(418)))
                .addFilters(HttpRoute.Filter.getDefaultInstance());

        assertThat(RouteTranslator.http(List.of(route.build())).getFirst().filters())
                .containsExactly(
                        new HttpFilter.EditRequest(
                                new HeaderEdit(List.of(), List.of(), List.of(AsciiString.of("x-debug")))),
                        new HttpFilter.Redirect(Optional.empty(), Optional.empty(), Optional.empty(), 0, 301),
                        new HttpFilter.Fail(418, "", Ratio.ALL),
                        new HttpFilter.Unknown());
    }

    @Test
    void filtersOfCallsAreRead() {
        GrpcRoute.Builder route = grpc("open", "", "").toBuilder();
        route.getRulesBuilder(0)
                .addFilters(GrpcRoute.Filter.newBuilder()
                        .setFailureInjector(GrpcFailureInjector.newBuilder().setCode(14)))
                .addFilters(GrpcRoute.Filter.newBuilder()
                        .setRequestHeaderModifier(RequestHeaderModifier.getDefaultInstance()))
                .addFilters(GrpcRoute.Filter.getDefaultInstance());

        assertThat(RouteTranslator.grpc(List.of(route.build())).getFirst().filters())
                .containsExactly(
                        new HttpFilter.FailCall(14, "", Ratio.ALL),
                        new HttpFilter.EditRequest(new HeaderEdit(List.of(), List.of(), List.of())),
                        new HttpFilter.Unknown());
    }

    @ParameterizedTest
    @CsvSource({
        "/shop.Cart/Add, POST, add",
        "/shop.Cart/Remove, POST, cart",
        "/shop.Cart/Add, GET, ''",
        "/shop.Other/Add, POST, ''"
    })
    void grpcCallsAreKnownByServiceAndMethod(String path, String method, String route) {
        assertThat(permittedCall(path, method, grpc("cart", "shop.Cart", ""), grpc("add", "shop.Cart", "Add")))
                .isEqualTo(route);
    }

    @Test
    void grpcMatchOfNothingTakesEveryCall() {
        assertThat(permittedCall("/shop.Cart/Add", "POST", grpc("any", "", ""))).isEqualTo("any");
    }

    @Test
    void grpcMethodMayBeOfAnyServiceAndYieldsToTheService() {
        GrpcRoute cart = grpc("cart", "shop.Cart", "");
        GrpcRoute add = grpc("add", "", "Add");

        assertThat(permittedCall("/shop.Cart/Add", "POST", add, cart)).isEqualTo("cart");
        assertThat(permittedCall("/shop.Other/Add", "POST", add, cart)).isEqualTo("add");
        assertThat(permittedCall("/shop.Other/Remove", "POST", add, cart)).isEmpty();
    }

    @Test
    void grpcRouteLooksAtTheValueOfAHeader() {
        GrpcRoute.Builder header = grpc("header", "shop.Cart", "").toBuilder();
        header.getRulesBuilder(0).getMatchesBuilder(0).addHeaders(header("x-team", "blue"));
        GrpcRoute[] routes = {grpc("any", "", ""), header.build()};

        assertThat(name(judge(
                        RouteTranslator.grpc(Arrays.asList(routes)),
                        head("POST", "web", "/shop.Cart/Add", "x-team", "blue"))))
                .isEqualTo("header");
        assertThat(permittedCall("/shop.Cart/Add", "POST", routes)).isEqualTo("any");
    }

    private static String permitted(String path, String method, HttpRoute... routes) {
        return permitted(head(method, "web", path), routes);
    }

    private static String permitted(RequestHead head, HttpRoute... routes) {
        return name(judge(RouteTranslator.http(Arrays.asList(routes)), head));
    }

    private static HeaderMatch header(String name, String value) {
        return HeaderMatch.newBuilder()
                .setName(name)
                .setExact(ByteString.copyFromUtf8(value))
                .build();
    }

    private static String permittedCall(String path, String method, GrpcRoute... routes) {
        return name(judge(RouteTranslator.grpc(Arrays.asList(routes)), head(method, "web", path)));
    }

    private static Verdict judge(List<InboundRoute> routes, RequestHead head) {
        ServerPolicy policy =
                new ServerPolicy(ResourceRef.ofDefault("server"), new ServerProtocol.Http1(), List.of(), routes);
        return new Rulings(policy, STRANGER).request(head);
    }

    private static String name(Verdict verdict) {
        return verdict instanceof Verdict.Permit(ResourceRef route, ResourceRef authorization, var filters)
                ? route.name()
                : "";
    }

    private static HttpRoute http(String name, Consumer<HttpRouteMatch.Builder> match) {
        HttpRouteMatch.Builder builder = HttpRouteMatch.newBuilder();
        match.accept(builder);
        return HttpRoute.newBuilder()
                .setMetadata(Metadata.newBuilder().setDefault(name))
                .addAuthorizations(everyone(name))
                .addRules(HttpRoute.Rule.newBuilder().addMatches(builder))
                .build();
    }

    private static GrpcRoute grpc(String name, String service, String method) {
        return GrpcRoute.newBuilder()
                .setMetadata(Metadata.newBuilder().setDefault(name))
                .addAuthorizations(everyone(name))
                .addRules(GrpcRoute.Rule.newBuilder()
                        .addMatches(GrpcRouteMatch.newBuilder()
                                .setRpc(GrpcRpcMatch.newBuilder()
                                        .setService(service)
                                        .setMethod(method))))
                .build();
    }

    private static HttpRouteMatch.Builder path(HttpRouteMatch.Builder match, PathMatch.Builder path) {
        return match.setPath(path);
    }

    private static Authz everyone(String name) {
        return Authz.newBuilder()
                .setMetadata(Metadata.newBuilder().setDefault(name))
                .addNetworks(Network.newBuilder()
                        .setNet(IPNetwork.newBuilder()
                                .setIp(IPAddress.newBuilder().setIpv4(0))))
                .setAuthentication(
                        Authn.newBuilder().setUnauthenticated(Authn.PermitUnauthenticated.getDefaultInstance()))
                .build();
    }
}
