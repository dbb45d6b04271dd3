package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import io.weft.api.inbound.Authn;
import io.weft.api.inbound.Authn.PermitMeshTLS;
import io.weft.api.inbound.Authn.PermitMeshTLS.PermitClientIdentities;
import io.weft.api.inbound.Authn.PermitUnauthenticated;
import io.weft.api.inbound.Authz;
import io.weft.api.inbound.HttpLocalRateLimit;
import io.weft.api.inbound.HttpRoute;
import io.weft.api.inbound.Identity;
import io.weft.api.inbound.IdentitySuffix;
import io.weft.api.inbound.Network;
import io.weft.api.inbound.ProxyProtocol;
import io.weft.api.inbound.Server;
import io.weft.api.meta.Metadata;
import io.weft.api.meta.Resource;
import io.weft.api.net.IPAddress;
import io.weft.api.net.IPNetwork;
import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.Peer;
import io.weft.core.policy.RateLimit;
import io.weft.core.policy.ServerProtocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServerPolicyTranslatorTest {
    private static final WorkloadIdentity API =
            new WorkloadIdentity("api.shop.serviceaccount.identity.linkerd.cluster.local");
    private static final InetAddress NEAR = InetAddress.ofLiteral("10.1.2.3");

    private final List<String> warnings = new ArrayList<>();
    private final ServerPolicyTranslator translator = new ServerPolicyTranslator(warnings::add);

    static Stream<Arguments> protocols() {
        return Stream.of(
                Arguments.of(
                        ProxyProtocol.newBuilder()
                                .setDetect(ProxyProtocol.Detect.newBuilder()
                                        .setTimeout(Duration.newBuilder().setSeconds(3)))
                                .build(),
                        new ServerProtocol.Detect(java.time.Duration.ofSeconds(3))),
                Arguments.of(
                        ProxyProtocol.newBuilder()
                                .setDetect(ProxyProtocol.Detect.getDefaultInstance())
                                .build(),
                        new ServerProtocol.Detect(java.time.Duration.ofSeconds(10))),
                Arguments.of(
                        ProxyProtocol.newBuilder()
                                .setHttp1(ProxyProtocol.Http1.getDefaultInstance())
                                .build(),
                        new ServerProtocol.Http1()),
                Arguments.of(
                        ProxyProtocol.newBuilder()
                                .setHttp2(ProxyProtocol.Http2.getDefaultInstance())
                                .build(),
                        new ServerProtocol.Http2()),
                Arguments.of(
                        ProxyProtocol.newBuilder()
                                .setGrpc(ProxyProtocol.Grpc.getDefaultInstance())
                                .build(),
                        new ServerProtocol.Grpc()),
                Arguments.of(
                        ProxyProtocol.newBuilder()
                                .setOpaque(ProxyProtocol.Opaque.getDefaultInstance())
                                .build(),
                        new ServerProtocol.Opaque()),
                Arguments.of(
                        ProxyProtocol.newBuilder()
                                .setTls(ProxyProtocol.Tls.getDefaultInstance())
                                .build(),
                        new ServerProtocol.Tls()));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void everyProtocolIsReadAndHasADefaultRouteForRequests(ProxyProtocol message, ServerProtocol expected) {
        ServerPolicy policy = translate(server -> server.setProtocol(message));

        assertThat(policy.protocol()).isEqualTo(expected);
        assertThat(policy.routes()).containsExactly(InboundRoute.ofDefault());
    }

    @ParameterizedTest
    @CsvSource({
        "policy.linkerd.io, server, web, policy.linkerd.io, server, web",
        ", , web, policy.linkerd.io, server, web",
        "'', default, all-unauthenticated, '', default, all-unauthenticated",
        ", , default:deny, '', default, deny",
        "other.io, thing, web, other.io, thing, web"
    })
    void serverIsNamedByItsLabels(
            String group, String kind, String name, String expectedGroup, String expectedKind, String expectedName) {
        ServerPolicy policy = translate(server -> {
            server.clearLabels().putLabels("name", name);
            if (group != null) {
                server.putLabels("group", group);
            }
            if (kind != null) {
                server.putLabels("kind", kind);
            }
        });

        assertThat(policy.server()).isEqualTo(ResourceRef.of(expectedGroup, expectedKind, "", expectedName));
    }

    @Test
    void authorizationIsNamedByMetadataBeforeLabels() {
        Authz.Builder authz = unauthenticated().putLabels("name", "old");
        assertThat(ref(authz)).isEqualTo(ResourceRef.of("policy.linkerd.io", "serverauthorization", "", "old"));

        authz.setMetadata(Metadata.newBuilder()
                .setResource(Resource.newBuilder()
                        .setGroup("policy.linkerd.io")
                        .setKind("authorizationpolicy")
                        .setName("new")));
        assertThat(ref(authz)).isEqualTo(ResourceRef.of("policy.linkerd.io", "authorizationpolicy", "", "new"));

        authz.setMetadata(Metadata.newBuilder()
                .setResource(Resource.newBuilder().setKind("default").setName("probe")));
        assertThat(ref(authz)).isEqualTo(ResourceRef.ofDefault("probe"));

        authz.setMetadata(Metadata.newBuilder().setDefault("audit"));
        assertThat(ref(authz)).isEqualTo(ResourceRef.ofDefault("audit"));
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, true", "10.9.2.3, false", "11.1.2.3, false", "::1, false"})
    void networksHaveHoles(String client, boolean admitted) {
        Authz.Builder authz = unauthenticated()
                .clearNetworks()
                .addNetworks(Network.newBuilder().setNet(network(0x0A000000, 8)).addExcept(network(0x0A090000, 16)));

        assertThat(admits(authz, Peer.plaintext(InetAddress.ofLiteral(client)))).isEqualTo(admitted);
    }

    @Test
    void authorizationWithoutNetworksAdmitsNobody() {
        assertThat(admits(unauthenticated().clearNetworks(), Peer.meshed(NEAR, API)))
                .isFalse();
    }

    @Test
    void meshTlsWithoutNamesAdmitsAnyTls() {
        Authz.Builder authz =
                meshTls(PermitMeshTLS.newBuilder().setUnauthenticated(PermitUnauthenticated.getDefaultInstance()));

        assertThat(admits(authz, Peer.plaintext(NEAR))).isFalse();
        assertThat(admits(authz, new Peer(NEAR, true, Optional.empty()))).isTrue();
        assertThat(admits(authz, Peer.meshed(NEAR, API))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "api.shop.serviceaccount.identity.linkerd.cluster.local, true",
        "API.shop.serviceaccount.identity.linkerd.cluster.local, true",
        "api.shop.serviceaccount.identity.linkerd.cluster.local., false",
        "web.shop.serviceaccount.identity.linkerd.cluster.local, false",
        "*, false",
        "spiffe://root/api, false",
        "'', false"
    })
    void identityIsComparedToTheLetter(String name, boolean admitted) {
        Authz.Builder authz = identities(PermitClientIdentities.newBuilder()
                .addIdentities(Identity.newBuilder().setName(name)));

        assertThat(admits(authz, Peer.meshed(NEAR, API))).isEqualTo(admitted);
        assertThat(admits(authz, Peer.plaintext(NEAR))).isFalse();
    }

    static Stream<Arguments> suffixes() {
        return Stream.of(
                Arguments.of(List.of(), true),
                Arguments.of(List.of("shop", "serviceaccount", "identity", "linkerd", "cluster", "local"), true),
                Arguments.of(List.of("SHOP", "serviceaccount", "identity", "linkerd", "cluster", "local"), true),
                Arguments.of(List.of("other", "serviceaccount", "identity", "linkerd", "cluster", "local"), false),
                Arguments.of(List.of("hop", "serviceaccount", "identity", "linkerd", "cluster", "local"), false),
                Arguments.of(List.of(""), false),
                Arguments.of(List.of("", "cluster", "local"), false));
    }

    @ParameterizedTest
    @MethodSource("suffixes")
    void suffixIsComparedByWholeLabelsAndNoneMeansEveryone(List<String> parts, boolean admitted) {
        Authz.Builder authz = identities(PermitClientIdentities.newBuilder()
                .addSuffixes(IdentitySuffix.newBuilder().addAllParts(parts)));

        assertThat(admits(authz, Peer.meshed(NEAR, API))).isEqualTo(admitted);
        assertThat(admits(authz, Peer.plaintext(NEAR))).isFalse();
    }

    @Test
    void noIdentitiesAdmitNobody() {
        assertThat(admits(identities(PermitClientIdentities.newBuilder()), Peer.meshed(NEAR, API)))
                .isFalse();
    }

    static Stream<Consumer<Server.Builder>> mistakes() {
        return Stream.of(
                Server.Builder::clearLabels,
                server -> server.clearLabels().putLabels("kind", "server"),
                Server.Builder::clearProtocol,
                server -> server.getProtocolBuilder()
                        .getDetectBuilder()
                        .setTimeout(Duration.newBuilder().setSeconds(-1)),
                server -> server.addAuthorizations(unauthenticated().clearAuthentication()),
                server -> server.addAuthorizations(meshTls(PermitMeshTLS.newBuilder())),
                server -> server.addAuthorizations(
                        unauthenticated().addNetworks(Network.newBuilder().setNet(network(0x0A000000, 33)))),
                server -> server.addAuthorizations(unauthenticated().addNetworks(Network.newBuilder())),
                server -> server.getProtocolBuilder()
                        .getDetectBuilder()
                        .addHttpRoutes(HttpRoute.newBuilder().addAuthorizations(Authz.newBuilder())));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void oneMistakeShutsThePort(Consumer<Server.Builder> mistake) {
        ServerPolicy policy = translate(mistake);

        assertThat(policy)
                .isEqualTo(new ServerPolicy(
                        ResourceRef.ofDefault("invalid"),
                        new ServerProtocol.Detect(java.time.Duration.ofSeconds(10)),
                        List.of(),
                        List.of()));
        assertThat(warnings).singleElement().asString().startsWith("the policy of port 8080 is invalid");
    }

    /** wire-api, 10: HttpLocalRateLimit. */
    @Test
    void rateLimitIsRead() {
        HttpLocalRateLimit.Builder limit = HttpLocalRateLimit.newBuilder()
                .setMetadata(Metadata.newBuilder()
                        .setResource(Resource.newBuilder()
                                .setGroup("policy.linkerd.io")
                                .setKind("HTTPLocalRateLimitPolicy")
                                .setName("web")))
                .setTotal(HttpLocalRateLimit.Limit.newBuilder().setRequestsPerSecond(100))
                .setIdentity(HttpLocalRateLimit.Limit.newBuilder().setRequestsPerSecond(0));
        limit.addOverridesBuilder()
                .setLimit(HttpLocalRateLimit.Limit.newBuilder().setRequestsPerSecond(7))
                .getClientsBuilder()
                .addIdentitiesBuilder()
                .setName("api.shop.serviceaccount.identity.linkerd.cluster.local");

        ServerPolicy policy = translate(
                server -> server.getProtocolBuilder().getDetectBuilder().setHttpLocalRateLimit(limit));

        RateLimit read = policy.limit().orElseThrow();
        assertThat(read.ref().name()).isEqualTo("web");
        assertThat(read.total()).hasValue(100);
        assertThat(read.identity()).as("zero is no limit").isEmpty();
        assertThat(read.overrides()).singleElement().satisfies(share -> {
            assertThat(share.requestsPerSecond()).isEqualTo(7);
            assertThat(share.clients())
                    .extracting(WorkloadIdentity::name)
                    .containsExactly("api.shop.serviceaccount.identity.linkerd.cluster.local");
        });
        assertThat(warnings).isEmpty();
    }

    @Test
    void rateLimitOfSomebodyWithoutANameShutsThePort() {
        HttpLocalRateLimit.Builder limit = HttpLocalRateLimit.newBuilder();
        limit.addOverridesBuilder().getClientsBuilder().addIdentitiesBuilder().setName("not a name");

        translate(server -> server.getProtocolBuilder().getDetectBuilder().setHttpLocalRateLimit(limit));

        assertThat(warnings).singleElement().asString().contains("not a name");
    }

    @Test
    void rateLimitOfSomebodyWhoIsNamedByUriIsNobodys() {
        HttpLocalRateLimit.Builder limit = HttpLocalRateLimit.newBuilder();
        limit.addOverridesBuilder().getClientsBuilder().addIdentitiesBuilder().setName("spiffe://domain/somebody");

        ServerPolicy policy = translate(
                server -> server.getProtocolBuilder().getDetectBuilder().setHttpLocalRateLimit(limit));

        assertThat(policy.limit().orElseThrow().overrides())
                .singleElement()
                .satisfies(share -> assertThat(share.clients()).isEmpty());
        assertThat(warnings).isEmpty();
    }

    private ServerPolicy translate(Consumer<Server.Builder> change) {
        Server.Builder server = Server.newBuilder()
                .putAllLabels(Map.of("group", "policy.linkerd.io", "kind", "server", "name", "web"))
                .setProtocol(ProxyProtocol.newBuilder().setDetect(ProxyProtocol.Detect.getDefaultInstance()))
                .addAuthorizations(unauthenticated());
        change.accept(server);
        return translator.translate(8080, server.build());
    }

    private static ResourceRef ref(Authz.Builder authz) {
        return AuthorizationTranslator.translate(authz.build()).ref();
    }

    private static boolean admits(Authz.Builder authz, Peer peer) {
        return AuthorizationTranslator.translate(authz.build()).admits(peer);
    }

    private static Authz.Builder unauthenticated() {
        return Authz.newBuilder()
                .addNetworks(Network.newBuilder().setNet(network(0, 0)))
                .setAuthentication(Authn.newBuilder().setUnauthenticated(PermitUnauthenticated.getDefaultInstance()));
    }

    private static Authz.Builder meshTls(PermitMeshTLS.Builder clients) {
        return unauthenticated().setAuthentication(Authn.newBuilder().setMeshTLS(clients));
    }

    private static Authz.Builder identities(PermitClientIdentities.Builder identities) {
        return meshTls(PermitMeshTLS.newBuilder().setIdentities(identities));
    }

    private static IPNetwork network(int ipv4, int prefix) {
        return IPNetwork.newBuilder()
                .setIp(IPAddress.newBuilder().setIpv4(ipv4))
                .setPrefixLen(prefix)
                .build();
    }
}
