package io.weft.injector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.testkit.port.FreePorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

@ExtendWith(OutputCaptureExtension.class)
class InjectorApplicationTest {
    private static final String REVIEW =
            "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u-1\",\"pad\":\"%s\"}}";

    private static ConfigurableApplicationContext context;
    private static HttpClient client;
    private static int port;
    private static int management;

    @BeforeAll
    static void start() throws Exception {
        port = FreePorts.take();
        management = FreePorts.take();
        context = run(
                "--server.port=" + port, "--management.server.port=" + management, "--mesh.injector.self-signed=true");
        client = HttpClient.newBuilder().sslContext(trusting()).build();
    }

    @AfterAll
    static void stop() {
        context.close();
        client.close();
    }

    @Test
    void reviewIsAllowedUnchanged() throws Exception {
        HttpResponse<String> answer = post("/?timeout=10s", REVIEW.formatted(""));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body())
                .contains("\"uid\":\"u-1\"", "\"allowed\":true")
                .doesNotContain("patch");
        assertThat(answer.sslSession()).hasValueSatisfying(session -> {
            assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
            assertThat(session.getCipherSuite()).isEqualTo("TLS_CHACHA20_POLY1305_SHA256");
        });
    }

    @Test
    void noGrpcIsServedAndSoNoReflection() {
        assertThat(context.getBeansOfType(GrpcServerLifecycle.class)).isEmpty();
    }

    @Test
    void malformedReviewIsRefusedWithItsReason() throws Exception {
        assertThat(post("/", "{").statusCode()).isEqualTo(400);
        assertThat(post("/", "{").body()).isEqualTo("{\"error\":\"the body is not JSON\"}");
        assertThat(post("/", "").statusCode()).isEqualTo(400);
        HttpRequest form = request("/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=b"))
                .build();
        assertThat(client.send(form, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void tenMebibytesAreTheLimit() throws Exception {
        String full = "x".repeat(10 * 1024 * 1024 - REVIEW.length());
        assertThat(post("/", REVIEW.formatted(full)).statusCode()).isEqualTo(200);
        assertThat(post("/", REVIEW.formatted(full + "1234567890")).statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"GET, /", "GET, /healthz", "POST, /mutate", "PUT, /", "GET, /actuator/health", "GET, /metrics"})
    void everythingElseIsNotFound(String method, String path) throws Exception {
        HttpRequest request =
                request(path).method(method, BodyPublishers.noBody()).build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void managementIsPlaintextOnItsOwnPort() throws Exception {
        for (String path : new String[] {"/actuator/health/readiness", "/metrics"}) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + management + path))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutACertificateItDoesNotStartAndSaysWhatToDo(CapturedOutput output) {
        assertThatThrownBy(() -> run("--server.port=0", "--management.server.port=0"))
                .isInstanceOf(Exception.class);

        assertThat(output).contains("mesh.injector.certificate").contains("mesh.injector.self-signed=true");
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return SpringApplication.run(InjectorApplication.class, arguments);
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    /** The certificate is made at start, in another's memory: there is nothing to check it against. */
    static SSLContext trusting() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {
                    new X509TrustManager() {
                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public X509Certificate[] getAcceptedIssuers() {
                            return new X509Certificate[0];
                        }
                    }
                },
                null);
        return context;
    }
}
