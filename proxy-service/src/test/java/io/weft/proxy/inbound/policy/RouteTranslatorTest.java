package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.grpcroute.GrpcRouteMatch;
import io.weft.api.grpcroute.GrpcRpcMatch;
import io.weft.api.httproute.HeaderMatch;
import io.weft.api.httproute.HostMatch;
import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.httproute.PathMatch;
import io.weft.api.httproute.QueryParamMatch;
import io.weft.api.httproute.RequestHeaderModifier;
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
import io.weft.core.policy.InboundRoute;
import io.weft.core.policy.Peer;
import io.weft.core.policy.ServerPolicy;
import io.weft.core.policy.ServerProtocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judges requests with translated routes: what counts is who gets in. */
class RouteTranslatorTest {
    private static final Peer STRANGER = Peer.plaintext(InetAddress.ofLiteral("10.0.0.1"));

    private final List<String> warnings = new ArrayList<>();
    private final RouteTranslator translator = new RouteTranslator(warnings::add);

    @Test
    void serverWithoutRoutesHasTheDefaultOne() {
        assertThat(translator.http(List.of())).containsExactly(InboundRoute.ofDefault());
        assertThat(translator.grpc(List.of())).containsExactly(InboundRoute.ofDefault());
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
                        translator.http(List.of(http(
                                "open",
                                match -> path(match, PathMatch.newBuilder().setExact("/a"))))),
                        "/b",
                        "GET"))
                .isEqualTo(new Verdict.NoRoute());
    }

    @Test
    void routeThatLooksAtAHeaderAuthorizesNobodyNorLetsItsRequestsFallThrough() {
        HttpRoute header = http(
                "header",
                match -> path(match, PathMatch.newBuilder().setPrefix("/admin"))
                        .addHeaders(HeaderMatch.newBuilder().setName("x-team")));
        HttpRoute wide = http("wide", match -> {});

        assertThat(permitted("/admin/x", "GET", wide, header)).isEmpty();
        assertThat(permitted("/shop", "GET", wide, header)).isEqualTo("wide");
        assertThat(warnings).isNotEmpty().allMatch(warning -> warning.contains("header"));
    }

    @Test
    void routeThatLooksAtTheQueryAuthorizesNobody() {
        HttpRoute query = http(
                "query",
                match -> match.addQueryParams(QueryParamMatch.newBuilder().setName("debug")));

        assertThat(permitted("/shop", "GET", http("wide", match -> {}), query)).isEmpty();
    }

    @Test
    void regularExpressionAuthorizesNobodyAndYieldsToExactPathsOnly() {
        HttpRoute regex =
                http("regex", match -> path(match, PathMatch.newBuilder().setRegex("/a.*")));
        HttpRoute prefix =
                http("prefix", match -> path(match, PathMatch.newBuilder().setPrefix("/a/b/c")));
        HttpRoute exact =
                http("exact", match -> path(match, PathMatch.newBuilder().setExact("/healthz")));

        assertThat(permitted("/a/b/c", "GET", prefix, exact, regex)).isEmpty();
        assertThat(permitted("/healthz", "GET", prefix, exact, regex)).isEqualTo("exact");
    }

    @Test
    void routeOfAHostAuthorizesNobody() {
        HttpRoute host = http(
                        "host", match -> path(match, PathMatch.newBuilder().setPrefix("/a")))
                .toBuilder()
                .addHosts(HostMatch.newBuilder().setExact("a.example"))
                .build();
        HttpRoute exact =
                http("exact", match -> path(match, PathMatch.newBuilder().setExact("/a/b")));

        assertThat(permitted("/a/b", "GET", exact, host)).isEmpty();
        assertThat(permitted("/b", "GET", http("wide", match -> {}), host)).isEqualTo("wide");
    }

    @Test
    void methodOfAnUnknownNumberAuthorizesNobody() {
        HttpRoute future =
                http("future", match -> match.setMethod(HttpMethod.newBuilder().setRegisteredValue(99)));

        assertThat(permitted("/", "GET", http("wide", match -> {}), future)).isEmpty();
    }

    @Test
    void whatTheServerAllowsEverywhereHoldsEvenWhereARouteIsNotUnderstood() {
        HttpRoute query = http(
                "query",
                match -> match.addQueryParams(QueryParamMatch.newBuilder().setName("debug")));
        ServerPolicy policy = new ServerPolicy(
                ResourceRef.ofDefault("server"),
                new ServerProtocol.Http1(),
                AuthorizationTranslator.translate(List.of(everyone("server"))),
                translator.http(List.of(query)));

        assertThat(new Rulings(policy, STRANGER).request("GET", "/"))
                .isEqualTo(new Verdict.Permit(ResourceRef.ofDefault("query"), ResourceRef.ofDefault("server")));
    }

    @Test
    void filtersAreWarnedAbout() {
        HttpRoute.Builder route = http("open", match -> {}).toBuilder();
        route.getRulesBuilder(0)
                .addFilters(HttpRoute.Filter.newBuilder()
                        .setRequestHeaderModifier(RequestHeaderModifier.getDefaultInstance()));

        assertThat(permitted("/", "GET", route.build())).isEqualTo("open");
        assertThat(warnings).singleElement().asString().contains("filters");
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
    void grpcMethodOfAnyServiceAuthorizesNobody() {
        assertThat(permittedCall("/shop.Cart/Add", "POST", grpc("cart", "shop.Cart", ""), grpc("add", "", "Add")))
                .isEmpty();
    }

    @Test
    void grpcRouteThatLooksAtAHeaderAuthorizesNobody() {
        GrpcRoute.Builder header = grpc("header", "shop.Cart", "").toBuilder();
        header.getRulesBuilder(0)
                .getMatchesBuilder(0)
                .addHeaders(HeaderMatch.newBuilder().setName("x-team"));

        assertThat(permittedCall("/shop.Cart/Add", "POST", grpc("any", "", ""), header.build()))
                .isEmpty();
        assertThat(permittedCall("/shop.Other/Add", "POST", grpc("any", "", ""), header.build()))
                .isEqualTo("any");
    }

    private String permitted(String path, String method, HttpRoute... routes) {
        return name(judge(translator.http(Arrays.asList(routes)), path, method));
    }

    private String permittedCall(String path, String method, GrpcRoute... routes) {
        return name(judge(translator.grpc(Arrays.asList(routes)), path, method));
    }

    private static Verdict judge(List<InboundRoute> routes, String path, String method) {
        ServerPolicy policy =
                new ServerPolicy(ResourceRef.ofDefault("server"), new ServerProtocol.Http1(), List.of(), routes);
        return new Rulings(policy, STRANGER).request(method, path);
    }

    private static String name(Verdict verdict) {
        return verdict instanceof Verdict.Permit(ResourceRef route, ResourceRef authorization) ? route.name() : "";
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
