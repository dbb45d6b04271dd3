package io.weft.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.cluster.Cluster.Action;
import io.weft.testkit.cluster.FakeApiServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClusterClientTest {
    private final FakeApiServer server = new FakeApiServer();

    @SuppressWarnings("NullAway.Init")
    private Cluster cluster;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test, namespace: shop}}]
                clusters: [{name: test, cluster: {server: "%s"}}]
                users: [{name: test, user: {}}]
                """.formatted(server.url()));
        ClusterOptions options = new ClusterOptions();
        var _ = CommandLine.populateCommand(options, "--kubeconfig=" + kubeconfig);
        cluster = options.open();
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    @Test
    void namespaceOfTheContextIsTheCurrentOne() {
        assertThat(cluster.currentNamespace()).isEqualTo("shop");
    }

    @Test
    void objectIsToldAndAnAbsentOneIsNone() {
        server.answer("/api/v1/namespaces/shop/pods/web", 200, """
                {"metadata": {"name": "web", "namespace": "shop", "labels": {"app": "web"}}}""");
        server.answer("/api/v1/namespaces/shop/pods/gone", 404, """
                {"kind": "Status", "code": 404, "message": "not found"}""");

        assertThat(cluster.get(ClusterKind.POD, "shop", "web"))
                .hasValueSatisfying(
                        pod -> assertThat(pod.title() + pod.label("app")).isEqualTo("shop/webweb"));
        assertThat(cluster.get(ClusterKind.POD, "shop", "gone")).isEmpty();
    }

    @Test
    void longListIsReadPageByPage() {
        server.answer("/apis/apps/v1/deployments?limit=250&labelSelector=app%3Dweb", 200, """
                {"metadata": {"continue": "a b"}, "items": [{"metadata": {"name": "one"}}]}""");
        server.answer("/apis/apps/v1/deployments?limit=250&labelSelector=app%3Dweb&continue=a+b", 200, """
                {"metadata": {}, "items": [{"metadata": {"name": "two"}}]}""");

        assertThat(cluster.list(ClusterKind.DEPLOYMENT, "", "app=web"))
                .extracting(ClusterObject::name)
                .containsExactly("one", "two");
    }

    @Test
    void clusterThatIsNotThereIsNamedWithWhatToLookAt() {
        server.close();

        assertThatThrownBy(() -> cluster.list(ClusterKind.NODE, "", ""))
                .hasMessageStartingWith("the cluster cannot be asked: " + server.url())
                .hasMessageContaining(" does not answer")
                .hasMessageEndingWith(
                        ": is its API server up, and is it the cluster you mean (--kubeconfig, --context)?");
    }

    @Test
    void refusalIsToldInTheWordsOfTheApiServer() {
        server.answer("/api/v1/nodes?limit=250", 403, """
                {"kind": "Status", "code": 403, "message": "nodes is forbidden"}""");

        assertThatThrownBy(() -> cluster.list(ClusterKind.NODE, "", ""))
                .hasMessage("the cluster cannot be asked: nodes is forbidden");
    }

    @Test
    void whatTheUserMayIsAsked() {
        server.answer(
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                201,
                review -> "{\"status\": {\"allowed\": " + review.contains("\"verb\":\"get\"") + "}}");

        assertThat(cluster.may(new Action("get", "", "pods"), "shop")).isTrue();
        assertThat(cluster.may(new Action("create", "apps", "deployments"), "")).isFalse();
        assertThat(server.asked().getLast().body())
                .contains(
                        "\"resourceAttributes\":{\"verb\":\"create\",\"group\":\"apps\",\"resource\":\"deployments\"}");
    }

    @Test
    void answerOfWhatIsPostedIsReadAsItComes() {
        server.answer("/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/tap", 200, body -> "heard " + body);
        StringBuilder told = new StringBuilder();

        cluster.post(
                "/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/tap",
                "question".getBytes(StandardCharsets.UTF_8),
                (status, body) -> told.append(status)
                        .append(' ')
                        .append(new String(body.readAllBytes(), StandardCharsets.UTF_8)));

        assertThat(told).hasToString("200 heard question");
    }

    @Test
    void tokenIsMadeForAnAudienceAndForAWhile() {
        server.answer(
                "/api/v1/namespaces/linkerd-viz/serviceaccounts/web-viewer/token",
                201,
                "{\"status\": {\"token\": \"abc\"}}");

        assertThat(cluster.token("linkerd-viz", "web-viewer", "weft-viz", 3600)).isEqualTo("abc");
        assertThat(server.asked().getLast().body())
                .contains("\"expirationSeconds\":3600", "\"audiences\":[\"weft-viz\"]");
        assertThatThrownBy(() -> cluster.token("linkerd-viz", "nobody", "weft-viz", 3600))
                .hasMessage("there is no service account linkerd-viz/nobody");
    }
}
