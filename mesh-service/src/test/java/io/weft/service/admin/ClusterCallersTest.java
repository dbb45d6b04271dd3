package io.weft.service.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.cluster.FakeApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers whom an API server knows. */
class ClusterCallersTest {
    private static final String TOKEN_REVIEWS = "/apis/authentication.k8s.io/v1/tokenreviews";
    private static final String ACCESS_REVIEWS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    private static final FakeApiServer SERVER = new FakeApiServer();

    private static Optional<ServiceWithApi> started = Optional.empty();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test}}]
                clusters: [{name: test, cluster: {server: "%s"}}]
                users: [{name: test, user: {}}]
                """.formatted(SERVER.url()));
        System.setProperty("kubeconfig", kubeconfig.toString());
        try {
            started = Optional.of(new ServiceWithApi("--mesh.feed.kind=kubernetes"));
        } finally {
            System.clearProperty("kubeconfig");
        }
    }

    @AfterAll
    static void stop() {
        started.ifPresent(ServiceWithApi::close);
        SERVER.close();
    }

    @BeforeEach
    void everybodyMay() {
        token("""
                {"authenticated": true, "audiences": ["weft-admin"], "user": {
                  "username": "ann", "uid": "7", "groups": ["ops"], "extra": {"team": ["a"]}}}""");
        access("{\"allowed\": true}");
    }

    @Test
    void callerWhoMayIsAnsweredAndTheQuestionsSayEverything() throws Exception {
        assertThat(status()).isEqualTo(200);
        assertThat(lastAsked(TOKEN_REVIEWS))
                .contains("\"audiences\":[\"weft-admin\"]")
                .contains("\"token\":\"good\"");
        assertThat(lastAsked(ACCESS_REVIEWS))
                .contains("\"nonResourceAttributes\":{\"path\":\"/weft/things/api/v1/things\",\"verb\":\"get\"}")
                .contains("\"user\":\"ann\"")
                .contains("\"uid\":\"7\"")
                .contains("\"groups\":[\"ops\"]")
                .contains("\"extra\":{\"team\":[\"a\"]}");
    }

    @Test
    void callerWhoMayNotIs403() throws Exception {
        access("{\"allowed\": false}");
        assertThat(status()).isEqualTo(403);
        access("{\"allowed\": false, \"denied\": true}");
        assertThat(status()).isEqualTo(403);
    }

    @Test
    void tokenOfNobodyOrForAnotherAudienceIs401() throws Exception {
        token("{\"authenticated\": false}");
        assertThat(status()).isEqualTo(401);
        token("{\"error\": \"token has expired\"}");
        assertThat(status()).isEqualTo(401);
        token("{\"authenticated\": true, \"audiences\": [\"identity.l5d.io\"], \"user\": {\"username\": \"ann\"}}");
        assertThat(status()).isEqualTo(401);
    }

    @Test
    void serverThatDoesNotAnswerIs503() throws Exception {
        SERVER.answer(TOKEN_REVIEWS, 500, "{}");
        assertThat(status()).isEqualTo(503);
        everybodyMay();
        SERVER.answer(ACCESS_REVIEWS, 500, "{}");
        assertThat(status()).isEqualTo(503);
    }

    private static int status() throws Exception {
        ServiceWithApi service = started.orElseThrow();
        return service.status(service.port, "/api/v1/things", "Authorization", "Bearer good");
    }

    private static String lastAsked(String path) {
        return SERVER.asked().stream()
                .filter(asked -> asked.path().equals(path))
                .toList()
                .getLast()
                .body();
    }

    private static void token(String status) {
        SERVER.answer(
                TOKEN_REVIEWS,
                201,
                "{\"kind\": \"TokenReview\", \"apiVersion\": \"authentication.k8s.io/v1\", \"status\": " + status
                        + "}");
    }

    private static void access(String status) {
        SERVER.answer(
                ACCESS_REVIEWS,
                201,
                "{\"kind\": \"SubjectAccessReview\", \"apiVersion\": \"authorization.k8s.io/v1\", \"status\": " + status
                        + "}");
    }
}
