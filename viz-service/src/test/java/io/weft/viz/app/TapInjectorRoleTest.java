package io.weft.viz.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.cluster.FakeApiServer;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.Trust;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The webhook as an API server calls it. */
class TapInjectorRoleTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();

    @Test
    void newPodsAreToldOfTapUnlessTheirNamespaceForbidsIt(@TempDir Path folder) throws Exception {
        Leaf serving = AUTHORITY.leaf("localhost");
        Pem.write(folder.resolve("tls.crt"), Pem.of(serving.chain()));
        Pem.writePrivate(folder.resolve("tls.key"), Pem.of(serving.key()));
        try (FakeApiServer server = new FakeApiServer()
                        .answer("/api/v1/namespaces/shop", 200, namespace("{}"))
                        .answer(
                                "/api/v1/namespaces/hidden",
                                200,
                                namespace("{\"viz.linkerd.io/disable-tap\": \"true\"}"));
                VizProcess injector = VizProcess.start(
                        server,
                        folder,
                        "--mesh.viz.roles=tap-injector",
                        "--spring.profiles.active=https",
                        "--mesh.viz.serving=" + folder,
                        "--mesh.viz.tap-service-name=tap.seen.serviceaccount.identity.linkerd.cluster.local")) {
            JsonNode told = review(injector, "shop");
            assertThat(new String(Base64.getDecoder().decode(told.path("patch").asString("")), UTF_8))
                    .contains("tap.seen.serviceaccount.identity.linkerd.cluster.local");
            assertThat(review(injector, "hidden").has("patch")).isFalse();
        }
    }

    private static JsonNode review(VizProcess injector, String namespace) throws Exception {
        String body = """
                {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "7", "namespace": "%s",
                  "object": {"kind": "Pod", "metadata": {}, "spec": {"containers": [{"name": "linkerd-proxy"}]}}}}""".formatted(namespace);
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(Trust.only(Pem.of(AUTHORITY.anchors())))
                .build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + injector.port() + "/?timeout=10s"))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode response = JsonMapper.shared().readTree(answer.body()).path("response");
            assertThat(response.path("allowed").asBoolean()).isTrue();
            return response;
        }
    }

    private static String namespace(String annotations) {
        return "{\"kind\": \"Namespace\", \"apiVersion\": \"v1\", \"metadata\": {\"annotations\": " + annotations
                + "}}";
    }
}
