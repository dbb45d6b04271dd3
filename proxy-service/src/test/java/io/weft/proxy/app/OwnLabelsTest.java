package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.control.GrpcServer;
import io.weft.proxy.mesh.LabelSets;
import io.weft.proxy.mesh.ScriptedIdentity;
import io.weft.testkit.golden.Golden;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.prometheus.Promtool;
import io.weft.testkit.trace.SpanReceiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** metrics, 1, 4, 7, 9 and 10: what a proxy tells of itself, and of those it speaks with for itself. */
class OwnLabelsTest {
    /** What comes last, each for itself. */
    private static final List<String> LATE = List.of(
            "control_identity_cert_expiration_timestamp_seconds ",
            "control_identity_trust_bundle{",
            "control_response_total{",
            "opentelemetry_balancer_queue_length{",
            "opentelemetry_span_export_streams ");

    @TempDir
    Path directory;

    @Test
    void eachFamilyOfTheProcessHasTheLabelsOfTheTable() throws Exception {
        TestAuthority authority = TestAuthority.create();
        ScriptedIdentity identity = new ScriptedIdentity(authority.anchors(), authority.issuerP256());
        try (GrpcServer control = new GrpcServer(identity.certifier(), identity.bundles());
                SpanReceiver collector = SpanReceiver.start(0, span -> {});
                ProxyProcess proxy = new ProxyProcess(directory)
                        .with("IDENTITY_TRUST_ANCHORS", Pem.of(authority.anchors()))
                        .with("IDENTITY_SVC_ADDR", "localhost.:" + control.port())
                        .with("DESTINATION_SVC_ADDR", "localhost.:" + control.port())
                        .with("POLICY_SVC_ADDR", "127.0.0.1:" + control.port())
                        .with("TRACE_COLLECTOR_SVC_ADDR", "127.0.0.1:" + collector.port())
                        .start();
                HttpClient http = HttpClient.newHttpClient()) {
            String told = toldInFull(proxy, http);

            Golden.check(
                    getClass(), "labels-own.txt", new LabelSets().with(told).toString());
            assertThat(Promtool.checkMetrics(told)).endsWith("exit code 3").doesNotContain("error");
        }
    }

    /** A process takes longer to start than anything else here. */
    private static String toldInFull(ProxyProcess proxy, HttpClient http) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        String told = told(proxy, http);
        while (!LATE.stream().allMatch(told::contains)) {
            assertThat(proxy.isAlive() && System.nanoTime() < deadline)
                    .as(proxy.output())
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
            told = told(proxy, http);
        }
        return told;
    }

    /** Nothing while it does not listen. */
    private static String told(ProxyProcess proxy, HttpClient http) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + proxy.admin().getPort() + "/metrics");
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
