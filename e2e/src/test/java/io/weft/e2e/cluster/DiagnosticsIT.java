package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.weft.testkit.pki.Trust;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What services and sidecars know is told to whoever may ask, and to nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class DiagnosticsIT {
    private static final int ADMIN_API = 8443;

    private final SharedMesh mesh;
    private final String shop;

    DiagnosticsIT(SharedMesh mesh) {
        this.mesh = mesh;
        shop = mesh.shop();
    }

    @Test
    void endpointsOfAServiceAreItsPods() {
        String catalog = mesh.pod(shop, "catalog").getStatus().getPodIP();

        assertThat(mesh.linkerd("diagnostics", "endpoints", "catalog." + shop + ".svc.cluster.local:9000")
                        .out())
                .contains("9000", "catalog." + shop)
                .contains(catalog);
    }

    @Test
    void policyOfAPodSaysWhyAndThatOfAServiceTellsItsBackends() {
        String web = mesh.pod(shop, "web").getMetadata().getName();

        assertThat(mesh.linkerd("diagnostics", "policy", "-n", shop, "pod/" + web, "8080")
                        .out())
                .contains("reasons:", "all-unauthenticated");
        assertThat(mesh.linkerd("diagnostics", "policy", "-n", shop, "svc/web", "8080")
                        .out())
                .contains("web." + shop + ".svc.cluster.local:8080");
    }

    @Test
    void metricsOfSidecarsAndOfServicesAreThere() {
        assertThat(mesh.linkerd("diagnostics", "proxy-metrics", "-n", shop, "deploy/web")
                        .out())
                .startsWith("# POD web-")
                .contains("request_total{");
        assertThat(mesh.linkerd("diagnostics", "controller-metrics").out())
                .contains("# CONTAINER linkerd-destination", "# CONTAINER linkerd-identity", "endpoints_subscribers");
    }

    @Test
    void accountWithoutARoleMayNotAsk() {
        LinkerdCommand command = LinkerdCommand.run(
                "diagnostics", "endpoints", "--account", "default", "catalog." + shop + ".svc.cluster.local:9000");

        assertThat(command.exit()).isEqualTo(1);
        assertThat(command.err()).contains("may not");
    }

    @ParameterizedTest
    @CsvSource({
        "linkerd-diagnostics, weft-admin,      /api/v1/anchors, 200",
        "linkerd-diagnostics, weft-admin,      /api/v1/openapi.json, 200",
        "linkerd-diagnostics, weft-admin,      /api/v1/nothing, 404",
        "default,             weft-admin,      /api/v1/anchors, 403",
        "linkerd-destination, weft-admin,      /api/v1/anchors, 403",
        "linkerd-diagnostics, identity.l5d.io, /api/v1/anchors, 401",
        "'',                  '',              /api/v1/anchors, 401",
        "'',                  '',              /metrics,        404",
    })
    void tokenOpensWhatItsRoleSaysAndNothingElse(String account, String audience, String path, int status)
            throws Exception {
        String token = account.isEmpty() ? "nobody" : token(account, audience);
        try (LocalPortForward forward =
                        mesh.client.pods().resource(mesh.component("identity")).portForward(ADMIN_API);
                HttpClient http = HttpClient.newBuilder().sslContext(anchors()).build()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("https://localhost:" + forward.getLocalPort() + path))
                    .header("Authorization", "Bearer " + token)
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(status);
        }
    }

    private String token(String account, String audience) {
        return mesh.client
                .serviceAccounts()
                .inNamespace(SharedMesh.CONTROL_PLANE)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences(audience)
                        .withExpirationSeconds(600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    private SSLContext anchors() {
        return Trust.only(Objects.requireNonNull(mesh.client
                .configMaps()
                .inNamespace(SharedMesh.CONTROL_PLANE)
                .withName("linkerd-identity-trust-roots")
                .get()
                .getData()
                .get("ca-bundle.crt")));
    }
}
