package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests that users start from, to the letter, and what each does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class BriefManifestsIT {
    private static final String APP = "my-app";
    private static final String ACCOUNT_X = "app-x";
    private static final String OTHER = "app-y";
    private static final String OUTSIDE = "weft-e2e-outside";
    private static final int WEB = 8080;
    private static final int ADMIN = 4191;
    private static final int REQUESTS = 200;
    private static final String ITEMS = "/api/items";

    private final SharedMesh mesh;
    private String applied = "";

    BriefManifestsIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @BeforeAll
    void open() {
        List<String> meshed = List.of(APP, ACCOUNT_X, OTHER);
        meshed.forEach(each -> mesh.namespace(each, true));
        mesh.namespace(OUTSIDE, false);
        mesh.apply(file("apps"));
        meshed.forEach(mesh::awaitDeployments);
        mesh.awaitDeployments(OUTSIDE);
        List.of(ACCOUNT_X, OTHER, OUTSIDE).forEach(from -> becomes(from, 200));
    }

    @AfterEach
    void takeAway() {
        mesh.delete(applied);
        applied = "";
    }

    @Test
    void legacyApplicationWithoutASidecarIsServedAsBefore() {
        apply(file("legacy"));

        Eventually.is("votes of the legacy application", 200, () -> mesh.status(ACCOUNT_X, "web", WEB, "/api/results"));
    }

    @Test
    void serverWithoutAPolicyDenies() {
        apply(file("server"));

        becomes(ACCOUNT_X, 502);
    }

    @Test
    void everyAccountOfTheMeshMayAndNobodyElse() {
        apply(file("server") + "---\n" + file("allow-mesh"));

        becomes(OUTSIDE, 502);
        becomes(ACCOUNT_X, 200);
        becomes(OTHER, 200);
    }

    @Test
    void oneAccountOfAnotherNamespaceMayAndNobodyElse() {
        String policy = file("allow-mesh").substring(0, file("allow-mesh").indexOf("---"));
        apply(file("server") + "---\n" + file("from-ns-x") + "---\n"
                + policy.replace("    name: allow-mesh\n", "    name: allow-from-ns-x\n"));

        becomes(OTHER, 502);
        becomes(OUTSIDE, 502);
        becomes(ACCOUNT_X, 200);
    }

    @Test
    void emptyListOfAuthenticationsIsNobody() {
        apply(file("server") + "---\n"
                + file("allow-mesh")
                        .replaceAll("requiredAuthenticationRefs:\n(  .*\n)+", "requiredAuthenticationRefs: []\n"));

        becomes(ACCOUNT_X, 502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"profile-routes", "profile-budget", "profile-sticky", "profile-external", "route-external"})
    void routesAreTakenAndRequestsGoOn(String name) {
        apply(file(name));

        becomes(ACCOUNT_X, 200);
    }

    @Test
    void trafficIsSplitAndAllOfItGoesBackWithoutReconnecting() throws Exception {
        apply(file("split-90-10"));
        Eventually.until(() -> served("my-app-v2", 10), served -> served > 0);
        long before = counted("my-app-v2");
        long share = served("my-app-v1", REQUESTS);
        assertThat(share).as("requests to v1 of " + REQUESTS).isBetween(150L, 199L);
        assertThat(counted("my-app-v2") - before).isEqualTo(REQUESTS - share);

        mesh.delete(applied);
        apply(inApp(file("split-100-0")));
        Eventually.is("requests to v1 of ten", 10L, () -> served("my-app-v1", 10));
        assertThat(served("my-app-v1", REQUESTS)).isEqualTo(REQUESTS);
    }

    private static String file(String name) {
        return SharedMesh.file("brief/" + name + ".yaml");
    }

    /** As {@code kubectl apply -n my-app}. */
    private static String inApp(String manifest) {
        return manifest.replaceFirst("metadata:\n", "metadata:\n  namespace: my-app\n");
    }

    private void apply(String manifests) {
        mesh.apply(manifests);
        applied = manifests;
    }

    private void becomes(String from, int status) {
        Eventually.is("answer to " + from, status, () -> mesh.status(from, "web", WEB, ITEMS));
    }

    /** How many of so many requests {@code app} took. */
    private long served(String app, int requests) {
        long before = counted(app);
        try (ForwardedPort web = ForwardedPort.to(mesh.client, mesh.pod(ACCOUNT_X, "web"), WEB)) {
            for (int i = 0; i < requests; i++) {
                assertThat(web.status(ITEMS)).isEqualTo(200);
            }
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return counted(app) - before;
    }

    /** Requests that the sidecar of {@code app} took so far. */
    private long counted(String app) {
        try (ForwardedPort admin = ForwardedPort.to(mesh.client, mesh.pod(APP, app), ADMIN)) {
            return admin.text("/metrics")
                    .lines()
                    .filter(line -> line.startsWith("request_total{") && line.contains("direction=\"inbound\""))
                    .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
