package io.weft.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.viz.Resource;
import io.weft.api.viz.ResourceSelection;
import io.weft.api.viztap.TapByResourceRequest;
import io.weft.testkit.cluster.FakeApiServer;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tap as an API server reaches it: over TLS, with the certificate of its front proxy, on behalf of a user. */
class AggregatedApiTest {
    private static final String SETTINGS =
            "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication";
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    private static final String ROOT = "/apis/tap.linkerd.io/v1alpha1";
    private static final String WATCH = ROOT + "/watch/namespaces/shop/deployments/web/tap";
    private static final TestAuthority PROXIES = TestAuthority.create();
    private static final TestAuthority SERVERS = TestAuthority.create();
    private static final FakeApiServer SERVER = new FakeApiServer();

    private static Optional<VizProcess> started = Optional.empty();

    private record Answer(int status, String error, String body) {}

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        SERVER.answer(
                SETTINGS,
                200,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "kind",
                                "ConfigMap",
                                "apiVersion",
                                "v1",
                                "data",
                                Map.of(
                                        "requestheader-client-ca-file", Pem.of(PROXIES.anchors()),
                                        "requestheader-allowed-names", "[\"front-proxy-client\"]",
                                        "requestheader-username-headers", "[\"X-Remote-User\"]",
                                        "requestheader-group-headers", "[\"X-Remote-Group\"]",
                                        "requestheader-extra-headers-prefix", "[\"X-Remote-Extra-\"]"))));
        Leaf serving = SERVERS.leaf("localhost");
        Pem.write(folder.resolve("tls.crt"), Pem.of(serving.chain()));
        Pem.writePrivate(folder.resolve("tls.key"), Pem.of(serving.key()));
        started = Optional.of(VizProcess.start(
                SERVER,
                folder,
                "--mesh.viz.roles=tap",
                "--spring.profiles.active=https",
                "--mesh.viz.serving=" + folder));
        untilTheFrontProxyIsKnown();
    }

    @AfterAll
    static void stop() {
        started.ifPresent(VizProcess::close);
        SERVER.close();
    }

    @BeforeEach
    void everybodyMay() {
        access(true);
    }

    @Test
    void userWhoMayIsAnsweredAndTheQuestionSaysEverything() throws Exception {
        Answer answer = post(PROXIES.leaf("front-proxy-client"), WATCH, "ann");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).contains("no pods found for deployment shop/web");
        JsonNode asked = JsonMapper.shared().readTree(lastReview());
        assertThat(asked.path("spec")).isEqualTo(JsonMapper.shared().readTree("""
                {"user": "ann", "uid": "", "groups": ["ops"], "extra": {"team": ["a"]}, "resourceAttributes": {
                  "verb": "watch", "group": "tap.linkerd.io", "version": "v1alpha1", "resource": "deployments",
                  "subresource": "tap", "namespace": "shop", "name": "web"}}"""));
    }

    @Test
    void userWithoutTheRightIs403AndToldWhereItIsGiven() throws Exception {
        access(false);

        Answer answer = post(PROXIES.leaf("front-proxy-client"), WATCH, "ann");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(JsonMapper.shared().readTree(answer.body()).path("error").asString())
                .contains("ann may not watch deployments/tap", "docs/kubernetes.md#who-may-tap");
    }

    @Test
    void rightsThatCannotBeFoundOutAre503() throws Exception {
        SERVER.answer(REVIEWS, 500, "{}");

        assertThat(post(PROXIES.leaf("front-proxy-client"), WATCH, "ann").status())
                .isEqualTo(503);
    }

    @Test
    void certificateOfSomebodyElseIs400WhateverItSaysOfUsers() throws Exception {
        assertThat(post(PROXIES.leaf("somebody-else"), WATCH, "ann").status()).isEqualTo(400);
        assertThat(post(TestAuthority.create().leaf("front-proxy-client"), WATCH, "ann")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void withoutACertificateOrAUserNobodyIsAnswered() throws Exception {
        assertThat(post(Optional.empty(), WATCH, "ann").status()).isEqualTo(401);
        assertThat(post(PROXIES.leaf("front-proxy-client"), WATCH, "").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        ROOT + "/watch/namespaces/shop/deployments/web/tap;a=b",
        ROOT + "/watch/namespaces/shop/deployments/web/tap/",
        ROOT + "/other",
    })
    void pathThatStandsForNobodysTrafficIsNotEvenJudged(String path) throws Exception {
        int before = reviews();

        assertThat(post(PROXIES.leaf("front-proxy-client"), path, "ann").status())
                .isEqualTo(404);
        assertThat(reviews()).isEqualTo(before);
    }

    @Test
    void whatThereIsToAskForIsTold() throws Exception {
        JsonNode groups = read("/apis");
        JsonNode resources = read(ROOT);

        assertThat(groups.at("/groups/0/preferredVersion/groupVersion").asString())
                .isEqualTo("tap.linkerd.io/v1alpha1");
        assertThat(read("/apis/tap.linkerd.io").path("kind").asString()).isEqualTo("APIGroup");
        assertThat(resources.path("kind").asString()).isEqualTo("APIResourceList");
        assertThat(resources
                        .path("resources")
                        .valueStream()
                        .map(each -> each.path("name").asString()))
                .hasSize(20)
                .contains("namespaces", "namespaces/tap", "deployments/tap", "cronjobs");
        assertThat(resources.path("resources").valueStream())
                .allMatch(each -> each.at("/verbs/0").asString().equals("watch"));
    }

    @ParameterizedTest
    @CsvSource({"/, 200", "/openapi/v2, 200", "/version, 200", "/nothing, 404"})
    void otherPathsAreAnswered(String path, int status) throws Exception {
        assertThat(get(PROXIES.leaf("front-proxy-client"), path).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"/healthz", "/healthz/ping", "/healthz/log"})
    void healthIsOpen(String path) throws Exception {
        assertThat(get(Optional.empty(), path)).isEqualTo(new Answer(200, "", "ok"));
    }

    private static void untilTheFrontProxyIsKnown() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (get(PROXIES.leaf("front-proxy-client"), "/apis").status() == 503 && System.nanoTime() < end) {
            Thread.onSpinWait(); // each try is a handshake
        }
    }

    private static JsonNode read(String path) throws Exception {
        return JsonMapper.shared()
                .readTree(get(PROXIES.leaf("front-proxy-client"), path).body());
    }

    private static Answer get(Leaf certificate, String path) throws Exception {
        return get(Optional.of(certificate), path);
    }

    private static Answer get(Optional<Leaf> certificate, String path) throws Exception {
        return answer(certificate, HttpRequest.newBuilder(address(path)));
    }

    private static Answer post(Leaf certificate, String path, String user) throws Exception {
        return post(Optional.of(certificate), path, user);
    }

    private static Answer post(Optional<Leaf> certificate, String path, String user) throws Exception {
        byte[] question = TapByResourceRequest.newBuilder()
                .setTarget(ResourceSelection.newBuilder()
                        .setResource(Resource.newBuilder()
                                .setNamespace("shop")
                                .setType("deployment")
                                .setName("web")))
                .build()
                .toByteArray();
        return answer(
                certificate,
                HttpRequest.newBuilder(address(path))
                        .header("X-Remote-User", user)
                        .header("X-Remote-Group", "ops")
                        .header("X-Remote-Extra-Team", "a")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(question)));
    }

    private static URI address(String path) {
        return URI.create("https://localhost:" + started.orElseThrow().port() + path);
    }

    private static Answer answer(Optional<Leaf> certificate, HttpRequest.Builder request) throws Exception {
        try (HttpClient client = client(certificate)) {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("linkerd-error").orElse(""),
                    response.body());
        }
    }

    private static HttpClient client(Optional<Leaf> certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", SERVERS.anchors().getFirst());
        if (certificate.isPresent()) {
            Leaf leaf = certificate.get();
            store.setKeyEntry("client", leaf.key(), new char[0], leaf.chain().toArray(X509Certificate[]::new));
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static int reviews() {
        return (int) SERVER.asked().stream()
                .filter(asked -> asked.path().equals(REVIEWS))
                .count();
    }

    private static String lastReview() {
        return SERVER.asked().stream()
                .filter(asked -> asked.path().equals(REVIEWS))
                .toList()
                .getLast()
                .body();
    }

    private static void access(boolean allowed) {
        SERVER.answer(
                REVIEWS,
                201,
                "{\"kind\": \"SubjectAccessReview\", \"apiVersion\": \"authorization.k8s.io/v1\", \"status\": {\"allowed\": "
                        + allowed + "}}");
    }
}
