package io.weft.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.cluster.FakeApiServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The page in a cluster. */
class SignInTest {
    private static final String REVIEWS = "/apis/authentication.k8s.io/v1/tokenreviews";
    private static final String VIEWER = "system:serviceaccount:linkerd-viz:web-viewer";
    private static final FakeApiServer SERVER = new FakeApiServer();
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private static Optional<VizProcess> web = Optional.empty();

    @BeforeAll
    static void start(@TempDir Path folder) {
        web = Optional.of(VizProcess.start(
                SERVER,
                folder,
                "--mesh.viz.roles=web",
                "--mesh.viz.viewer=" + VIEWER,
                "--mesh.viz.metrics-api=127.0.0.1:1"));
    }

    @AfterAll
    static void stop() {
        web.ifPresent(VizProcess::close);
        BROWSER.close();
        SERVER.close();
    }

    @BeforeEach
    void tokenIsTheViewers() {
        token("{\"authenticated\": true, \"audiences\": [\"weft-viz\"], \"user\": {\"username\": \"" + VIEWER + "\"}}");
    }

    @Test
    void tokenIsExchangedForACookieThatNoScriptAndNoOtherSiteMayUse() throws Exception {
        HttpResponse<String> admitted = signIn();
        assertThat(admitted.statusCode()).isEqualTo(200);
        assertThat(asked()).contains("\"audiences\":[\"weft-viz\"]", "\"token\":\"good\"");

        HttpResponse<String> opened = get(path(admitted), "");
        assertThat(opened.statusCode()).isEqualTo(303);
        assertThat(opened.headers().firstValue("Location")).contains("/");
        String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=3600");

        String session = cookie.substring(0, cookie.indexOf(';'));
        assertThat(get("/", session).statusCode()).isEqualTo(200);
        assertThat(get("/api/stat", session).statusCode()).isEqualTo(502); // the metrics are away here
        assertThat(get(path(admitted), "").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api/stat", "/api/live", "/api/tap", "/tap", "/errors", "/icon.svg", "/signin/guessed"})
    void withoutTheCookieThereIsNothingToSee(String path) throws Exception {
        HttpResponse<String> answer = get(path, "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("linkerd viz dashboard");
        assertThat(get(path, "weft-viz-session=guessed").statusCode()).isEqualTo(401);
    }

    @Test
    void tokenOfSomebodyElseIs403() throws Exception {
        token("{\"authenticated\": true, \"audiences\": [\"weft-viz\"], \"user\": {\"username\": \"ann\"}}");

        assertThat(signIn().statusCode()).isEqualTo(403);
    }

    @Test
    void tokenOfNobodyOrForTheApiServerItselfIs401() throws Exception {
        token("{\"authenticated\": false}");
        assertThat(signIn().statusCode()).isEqualTo(401);

        token(
                "{\"authenticated\": true, \"audiences\": [\"https://kubernetes.default.svc\"], \"user\": {\"username\": \""
                        + VIEWER + "\"}}");
        assertThat(signIn().statusCode()).isEqualTo(401);
    }

    @Test
    void serverThatDoesNotAnswerIs503() throws Exception {
        SERVER.answer(REVIEWS, 500, "{}");

        assertThat(signIn().statusCode()).isEqualTo(503);
    }

    @Test
    void withoutATokenNobodyIsAskedFor() throws Exception {
        assertThat(BROWSER.send(
                                HttpRequest.newBuilder(address("/signin"))
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    private static HttpResponse<String> signIn() throws Exception {
        return BROWSER.send(
                HttpRequest.newBuilder(address("/signin"))
                        .header("Authorization", "Bearer good")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI address(String path) {
        return URI.create("http://localhost:" + web.orElseThrow().port() + path);
    }

    private static String path(HttpResponse<String> admitted) {
        return JsonMapper.shared().readTree(admitted.body()).path("path").asString();
    }

    private static String asked() {
        return SERVER.asked().stream()
                .filter(asked -> asked.path().equals(REVIEWS))
                .toList()
                .getLast()
                .body();
    }

    private static void token(String status) {
        SERVER.answer(
                REVIEWS,
                201,
                "{\"kind\": \"TokenReview\", \"apiVersion\": \"authentication.k8s.io/v1\", \"status\": " + status
                        + "}");
    }
}
