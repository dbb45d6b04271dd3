package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shows a mesh, beside it: asked by those who may, and by others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class VizIT {
    private final SharedMesh mesh;
    private final String shop;
    private final Tenant tenant = Tenant.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private InstalledExtension viz;

    VizIT(SharedMesh mesh) {
        this.mesh = mesh;
        shop = mesh.shop();
    }

    /** Sidecars that ran before it are not asked to show their traffic. */
    @BeforeAll
    void install() {
        tenant.account("stranger");
        tenant.account("observer");
        tenant.allow(
                "observer",
                new PolicyRuleBuilder()
                        .withApiGroups("tap.linkerd.io")
                        .withResources("deployments/tap")
                        .withVerbs("watch")
                        .build());
        viz = InstalledExtension.of(mesh, "viz", "--set", "prometheus.enabled=false");
        assertThat(mesh.linkerd("viz", "check").out()).endsWith(SharedMesh.WELL);
        System.out.println("from viz install to viz check green: " + viz.age().toSeconds() + " s");
        for (String each : List.of("web", "catalog", "votes", "load")) {
            mesh.client
                    .apps()
                    .deployments()
                    .inNamespace(shop)
                    .withName(each)
                    .rolling()
                    .restart();
        }
        mesh.awaitDeployments(shop);
    }

    @AfterAll
    void uninstall() {
        if (viz != null) {
            viz.close();
        }
        tenant.close();
    }

    @Test
    void statTellsHowEveryDeploymentDoes() {
        String told = Eventually.until(
                () -> mesh.linkerd("viz", "stat", "deploy", "-n", shop).out(),
                out -> out.lines().filter(row -> row.contains("100.00%")).count() == 3);

        assertThat(told.lines().filter(row -> row.contains("100.00%")))
                .as(told)
                .hasSize(3)
                .allSatisfy(row -> assertThat(row).containsPattern("1/1 .*100.00% +[0-9]+\\.[0-9]rps +[0-9]+ms"));
    }

    @Test
    void withVizStatTellsRatesToo() {
        String told = Eventually.until(
                () -> mesh.linkerd("stat", "-n", shop, "deploy").out(),
                out -> out.lines().anyMatch(row -> row.startsWith("web") && row.contains("100.00%")));

        assertThat(told.lines().filter(row -> row.startsWith("web")))
                .as(told)
                .singleElement()
                .asString()
                .contains("1/1", "mtls", "100.00%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"edges deploy", "routes svc/web", "authz deploy/web", "stat-inbound deploy/web"})
    void otherTablesHaveRowsOfTheShop(String command) {
        String[] words = ("viz " + command + " -n " + shop).split(" ");
        String told = Eventually.until(
                () -> mesh.linkerd(words).out(), out -> out.lines().count() > 1);

        assertThat(told.lines()).as(told).hasSizeGreaterThan(1);
    }

    @Test
    void whoMayWatchTapsSeesRequests() throws IOException {
        Path observer = tenant.kubeconfig(folder.resolve("observer"), "observer");

        try (LongCommand tap = LongCommand.start(
                "viz",
                "tap",
                "--kubeconfig",
                observer.toString(),
                "-n",
                shop,
                "deploy/web",
                "--method",
                "GET",
                "--path",
                "/api/items")) {
            assertThat(tap.line(line -> line.startsWith("req ") && line.contains("proxy=in")))
                    .contains("tls=true", ":method=GET", ":path=/api/items");
        }
    }

    @Test
    void whoMayNotWatchTapsIsRefused() throws IOException {
        Path stranger = tenant.kubeconfig(folder.resolve("stranger"), "stranger");

        LinkerdCommand tap =
                LinkerdCommand.run("viz", "tap", "--kubeconfig", stranger.toString(), "-n", shop, "deploy/web");

        assertThat(tap.exit()).isEqualTo(1);
        assertThat(tap.err()).contains("cannot watch");
    }

    /** None does while the API server cannot tell what one of its extensions has. */
    @Test
    void namespacesEndWhileItIsThere() {
        String name = shop + "-short";
        mesh.namespace(name, false);

        mesh.client.namespaces().withName(name).delete();

        Eventually.is(
                "namespace that was deleted",
                Optional.empty(),
                () -> Optional.ofNullable(
                        mesh.client.namespaces().withName(name).get()));
    }

    @Test
    void pageIsOpenedByACookieAndByNothingElse() throws Exception {
        try (LongCommand dashboard = LongCommand.start("viz", "dashboard", "--show", "url", "-p", "0");
                HttpClient browser = HttpClient.newHttpClient()) {
            URI address =
                    URI.create(dashboard.line(line -> line.contains("http://")).replaceAll(".*(http://)", "$1"));
            URI stat = address.resolve("/api/stat?resource_type=deployment&namespace=" + shop);

            assertThat(get(browser, stat, "").statusCode()).isEqualTo(401);
            HttpResponse<String> signedIn = get(browser, address, "");
            String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
            assertThat(get(browser, stat, cookie.substring(0, cookie.indexOf(';')))
                            .body())
                    .contains("\"name\":\"web\"");
            assertThat(get(browser, address, "").statusCode())
                    .as("a second time")
                    .isEqualTo(401);
        }
    }

    private static HttpResponse<String> get(HttpClient browser, URI address, String cookie)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
