package io.weft.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.cluster.FakeApiServer;
import io.weft.viz.app.Extension.Answer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a HorizontalPodAutoscaler asks for, as an API server asks for it; metrics-api is whoever says what a test wants. */
class ExternalMetricsTest {
    private static final String ROOT = "/apis/external.metrics.k8s.io/v1beta1";
    private static final String OF_SHOP = ROOT + "/namespaces/shop/";
    private static final String OF_WEB = "?labelSelector=deployment%3Dweb";
    private static final String ASKED = "/api/load?window=1m&namespace=shop&resource_type=deployment&resource_name=web";
    private static final FakeApiServer METRICS = new FakeApiServer();

    private static Optional<Extension> started = Optional.empty();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        String metrics = METRICS.url().replaceFirst("^https?://", "").replaceFirst("/$", "");
        started = Optional.of(new Extension(folder, "external-metrics", "--mesh.viz.metrics-api=" + metrics));
    }

    @AfterAll
    static void stop() {
        started.ifPresent(Extension::close);
        METRICS.close();
    }

    private static Extension metrics() {
        return started.orElseThrow();
    }

    @BeforeEach
    void webIsBusyAndEverybodyMay() {
        metrics().access(true);
        METRICS.answer(ASKED, 200, """
                {"rows": [{"resource": {"namespace": "shop", "type": "deployment", "name": "web"},
                  "requestsPerSecond": 12.5, "requestsInFlight": 0.1254, "latencyMsP50": 7, "latencyMsP95": 40,
                  "latencyMsP99": 95}]}""");
    }

    @ParameterizedTest
    @CsvSource({
        "requests-per-second, 12500m",
        "requests-in-flight, 125m",
        "latency-ms-p50, 7",
        "latency-ms-p95, 40",
        "latency-ms-p99, 95"
    })
    void metricOfAWorkloadIsAQuantity(String metric, String value) throws Exception {
        JsonNode list = metrics().get(OF_SHOP + metric + OF_WEB).json();

        assertThat(list.path("kind").asString()).isEqualTo("ExternalMetricValueList");
        assertThat(list.path("apiVersion").asString()).isEqualTo("external.metrics.k8s.io/v1beta1");
        assertThat(list.path("items").size()).isEqualTo(1);
        JsonNode item = list.at("/items/0");
        assertThat(item.path("metricName").asString()).isEqualTo(metric);
        assertThat(item.path("metricLabels")).isEqualTo(JsonMapper.shared().readTree("{\"deployment\": \"web\"}"));
        assertThat(item.path("timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(item.path("value").asString()).isEqualTo(value);
    }

    @Test
    void workloadThatNobodyWatchesHasNoValueSoThatNothingIsScaled() throws Exception {
        METRICS.answer(ASKED, 200, "{\"rows\": []}");

        Answer answer = metrics().get(OF_SHOP + "requests-per-second" + OF_WEB);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("items").isArray()).isTrue();
        assertThat(answer.json().path("items").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "memory?labelSelector=deployment%3Dweb, 404, NotFound",
        "requests-per-second, 400, BadRequest",
        "requests-per-second?labelSelector=planet%3Dearth, 400, BadRequest",
        "requests-per-second?labelSelector=deployment%21%3Dweb, 400, BadRequest",
        "'requests-per-second?labelSelector=deployment%3Dweb,app%3Dx', 400, BadRequest",
    })
    void whatThereIsNotIsRefusedAsTheApiServerDoes(String question, int status, String reason) throws Exception {
        Answer answer = metrics().get(OF_SHOP + question);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("kind").asString()).isEqualTo("Status");
        assertThat(answer.json().path("reason").asString()).isEqualTo(reason);
        assertThat(answer.json().path("code").asInt()).isEqualTo(status);
    }

    @Test
    void withoutMetricsNothingIsSaid() throws Exception {
        METRICS.answer(ASKED, 503, "{\"error\": \"Prometheus is away\"}");

        Answer answer = metrics().get(OF_SHOP + "requests-per-second" + OF_WEB);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("reason").asString()).isEqualTo("ServiceUnavailable");
    }

    @Test
    void whoeverMayListAMetricMayReadIt() throws Exception {
        metrics().access(false);

        Answer refused = metrics().get(OF_SHOP + "latency-ms-p99" + OF_WEB);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("ann may not list latency-ms-p99", "docs/autoscaling.md");
        assertThat(metrics().lastReview().at("/spec/resourceAttributes"))
                .isEqualTo(JsonMapper.shared().readTree("""
                {"verb": "list", "group": "external.metrics.k8s.io", "version": "v1beta1", "resource": "latency-ms-p99",
                 "subresource": "", "namespace": "shop", "name": ""}"""));
    }

    @Test
    void whoeverIsNotTheApiServerIsNotAnswered() throws Exception {
        String path = OF_SHOP + "latency-ms-p99" + OF_WEB;

        assertThat(metrics().get(Optional.empty(), path, "ann").status()).isEqualTo(401);
        assertThat(metrics()
                        .get(Optional.of(metrics().vouchedFor("somebody")), path, "ann")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void everyMetricIsFound() throws Exception {
        JsonNode resources = metrics().get(ROOT).json();

        assertThat(metrics().get("/apis").json().at("/groups/0/name").asString())
                .isEqualTo("external.metrics.k8s.io");
        assertThat(resources.path("groupVersion").asString()).isEqualTo("external.metrics.k8s.io/v1beta1");
        assertThat(resources.path("resources").findValuesAsString("name"))
                .containsExactly(
                        "requests-per-second",
                        "requests-in-flight",
                        "latency-ms-p50",
                        "latency-ms-p95",
                        "latency-ms-p99");
        assertThat(resources.at("/resources/0/namespaced").asBoolean()).isTrue();
        assertThat(resources.at("/resources/0/verbs/0").asString()).isEqualTo("get");
    }
}
