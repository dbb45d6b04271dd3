package io.weft.service.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.service.cluster.Notice.Subject;
import io.weft.service.cluster.Notice.Urgency;
import io.weft.testkit.cluster.FakeApiServer;
import io.weft.testkit.time.ManualClock;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
    private static final String PATH = "/api/v1/namespaces/linkerd/events";
    private static final Pattern NAME = Pattern.compile(".*(linkerd-identity\\.[0-9a-f]+).*");
    private static final Subject IDENTITY = new Subject("apps/v1", "Deployment", "linkerd", "linkerd-identity");
    private static final Notice NOTICE =
            new Notice(IDENTITY, Urgency.WARNING, "IssuerUpdateSkipped", "the key is another certificate's");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeApiServer server = new FakeApiServer();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl(server.url()).build())
            .build();
    private final EventRecorder recorder = new EventRecorder(
            client, "linkerd-identity", new ManualClock(Instant.parse("2026-03-01T12:00:00.5Z")), registry);

    @AfterEach
    void close() {
        recorder.close();
        client.close();
        server.close();
    }

    @Test
    void eventSaysWhoWhatAndWhen() {
        server.answer(PATH, 201, UnaryOperator.identity());
        recorder.record(NOTICE);
        await("written", 1);

        assertThat(server.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .contains("\"involvedObject\":{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\","
                                + "\"name\":\"linkerd-identity\",\"namespace\":\"linkerd\"}")
                        .contains("\"type\":\"Warning\"")
                        .contains("\"reason\":\"IssuerUpdateSkipped\"")
                        .contains("\"message\":\"the key is another certificate's\"")
                        .contains("\"source\":{\"component\":\"linkerd-identity\"}")
                        .contains("\"firstTimestamp\":\"2026-03-01T12:00:00Z\"")
                        .contains("\"lastTimestamp\":\"2026-03-01T12:00:00Z\"")
                        .contains("\"count\":1"));
    }

    @Test
    void objectWhoseUidIsKnownIsNamedWithIt() {
        server.answer(PATH, 201, UnaryOperator.identity());
        recorder.record(new Notice(
                new Subject("batch/v1", "Job", "linkerd", "tidy", "u-2"), Urgency.NORMAL, "Injected", "as asked"));
        await("written", 1);

        assertThat(server.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).contains("\"uid\":\"u-2\""));
    }

    @Test
    void twoEventsOfOneMomentHaveTwoNames() {
        server.answer(PATH, 201, UnaryOperator.identity());
        recorder.record(NOTICE);
        recorder.record(NOTICE);
        await("written", 2);
        assertThat(server.asked().stream()
                        .map(asked -> NAME.matcher(asked.body()).replaceAll("$1")))
                .doesNotHaveDuplicates();
    }

    @Test
    void eventThatIsRefusedIsDroppedAndTheNextOneIsWritten() {
        server.answer(PATH, 403, "{\"kind\": \"Status\", \"code\": 403}");
        recorder.record(NOTICE);
        await("dropped", 1);
        server.answer(PATH, 201, UnaryOperator.identity());
        recorder.record(NOTICE);
        await("written", 1);
    }

    @Test
    void floodIsDroppedRatherThanKept() {
        server.hang(PATH);
        for (int i = 0; i < 300; i++) {
            recorder.record(NOTICE);
        }
        assertThat(count("dropped")).isPositive();
    }

    @Test
    void longMessageIsCut() {
        assertThat(new Notice(IDENTITY, Urgency.NORMAL, "x", "y".repeat(2000)).message())
                .hasSize(1024);
    }

    private void await(String result, int count) {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (count(result) < count) {
            assertThat(System.nanoTime()).as(result).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private double count(String result) {
        return registry.get("kubernetes.events").tag("result", result).counter().count();
    }
}
