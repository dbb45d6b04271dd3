package io.weft.viz.app;

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
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An extension of an API server as that reaches it: over TLS, with the certificate of its front proxy, on behalf of a user. The
 * test's thread.
 */
final class Extension implements AutoCloseable {
    /** Where it is asked what a user may. */
    static final String REVIEWS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

    private static final String SETTINGS =
            "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication";
    private static final String FRONT_PROXY = "front-proxy-client";

    private final TestAuthority proxies = TestAuthority.create();
    private final TestAuthority servers = TestAuthority.create();
    private final FakeApiServer server = new FakeApiServer();
    private final VizProcess process;

    /** What was answered; {@code error} is what tap says beside its body. */
    record Answer(int status, String error, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    /** Returns when it knows who the front proxy is; {@code folder} is for its files. */
    Extension(Path folder, String role, String... settings) throws Exception {
        server.answer(
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
                                        "requestheader-client-ca-file", Pem.of(proxies.anchors()),
                                        "requestheader-allowed-names", "[\"front-proxy-client\"]",
                                        "requestheader-username-headers", "[\"X-Remote-User\"]",
                                        "requestheader-group-headers", "[\"X-Remote-Group\"]",
                                        "requestheader-extra-headers-prefix", "[\"X-Remote-Extra-\"]"))));
        Leaf serving = servers.leaf("localhost");
        Pem.write(folder.resolve("tls.crt"), Pem.of(serving.chain()));
        Pem.writePrivate(folder.resolve("tls.key"), Pem.of(serving.key()));
        String[] own = {"--mesh.viz.roles=" + role, "--spring.profiles.active=https", "--mesh.viz.serving=" + folder};
        process = VizProcess.start(
                server, folder, Stream.of(own, settings).flatMap(Stream::of).toArray(String[]::new));
        untilTheFrontProxyIsKnown();
    }

    private void untilTheFrontProxyIsKnown() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (get("/apis").status() == 503 && System.nanoTime() < end) {
            Thread.onSpinWait(); // each try is a handshake
        }
    }

    @Override
    public void close() {
        process.close();
        server.close();
    }

    /** A certificate of the front proxies' authority. */
    Leaf vouchedFor(String name) {
        return proxies.leaf(name);
    }

    /** From now on users may, or may not. */
    void access(boolean allowed) {
        server.answer(
                REVIEWS,
                201,
                "{\"kind\": \"SubjectAccessReview\", \"apiVersion\": \"authorization.k8s.io/v1\", \"status\": {\"allowed\": "
                        + allowed + "}}");
    }

    /** From now on nobody can say what users may. */
    void accessUnknown() {
        server.answer(REVIEWS, 500, "{}");
    }

    int reviews() {
        return (int) server.asked().stream()
                .filter(asked -> asked.path().equals(REVIEWS))
                .count();
    }

    JsonNode lastReview() {
        return JsonMapper.shared()
                .readTree(server.asked().stream()
                        .filter(asked -> asked.path().equals(REVIEWS))
                        .toList()
                        .getLast()
                        .body());
    }

    /** By the front proxy, for Ann. */
    Answer get(String path) throws Exception {
        return get(Optional.of(vouchedFor(FRONT_PROXY)), path, "ann");
    }

    /** What it calls its answer to whoever would take that. */
    String contentType(String path, String accepted) throws Exception {
        try (HttpClient client = client(Optional.of(vouchedFor(FRONT_PROXY)))) {
            return client.send(
                            asked(path, "ann").header("Accept", accepted).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Content-Type")
                    .orElse("");
        }
    }

    Answer get(Optional<Leaf> certificate, String path, String user) throws Exception {
        return answer(certificate, asked(path, user));
    }

    Answer post(Optional<Leaf> certificate, String path, String user, byte[] body) throws Exception {
        return answer(certificate, asked(path, user).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder asked(String path, String user) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + process.port() + path))
                .header("X-Remote-User", user)
                .header("X-Remote-Group", "ops")
                .header("X-Remote-Extra-Team", "a");
    }

    private Answer answer(Optional<Leaf> certificate, HttpRequest.Builder request) throws Exception {
        try (HttpClient client = client(certificate)) {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("linkerd-error").orElse(""),
                    response.body());
        }
    }

    private HttpClient client(Optional<Leaf> certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", servers.anchors().getFirst());
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
}
