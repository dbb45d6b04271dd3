package io.weft.service.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import io.weft.api.weftidentity.Bundle;
import io.weft.api.weftidentity.TrustBundleGrpc;
import io.weft.api.weftidentity.WatchRequest;
import io.weft.core.Latest;
import io.weft.service.grpc.WatchStreams;
import io.weft.testkit.port.FreePorts;
import io.weft.testkit.prometheus.Promtool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

@ExtendWith(OutputCaptureExtension.class)
class MeshServiceApplicationTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static int management;
    private static ConfigurableApplicationContext context;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() {
        management = FreePorts.take();
        context = run("--management.server.port=" + management, "--spring.grpc.server.port=0");
        channel = ManagedChannelBuilder.forAddress(
                        "localhost", context.getBean(GrpcServerLifecycle.class).getPort())
                .usePlaintext()
                .build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthIsServed(String path) throws Exception {
        assertThat(get(path).body()).contains("\"status\":\"UP\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/actuator/prometheus"})
    void metricsAreServedAsPrometheusText(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(answer.body()).contains("# TYPE jvm_memory_used_bytes gauge");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/actuator",
                "/actuator/env",
                "/actuator/beans",
                "/actuator/heapdump",
                "/actuator/shutdown",
                "/actuator/loggers",
                "/actuator/metrics",
                "/actuator/info",
                "/index.html",
                "/metrics/x"
            })
    void nothingElseIsServed(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void prometheusHasNothingAgainstTheMetrics() throws Exception {
        get("/actuator/health"); // counted by the next
        String metrics = get("/metrics").body();

        assertThat(metrics)
                .contains("process_cpu_seconds_total ")
                .contains("# HELP http_server_requests_seconds Requests answered on the HTTP ports.")
                .doesNotContain("_ns_total");
        assertThat(Promtool.checkMetrics(metrics)).isEmpty();
    }

    @Test
    void callsAreCountedUnderLinkerdsNames() throws Exception {
        var health = HealthGrpc.newBlockingStub(channel).withDeadlineAfter(20, SECONDS);
        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.SERVING);

        String labels = "grpc_method=\"Check\",grpc_service=\"grpc.health.v1.Health\",grpc_type=\"unary\"";
        assertThat(get("/metrics").body())
                .contains("grpc_server_started_total{" + labels + "}")
                .contains("grpc_server_handled_total{grpc_code=\"OK\"," + labels + "}")
                .contains("grpc_server_msg_received_total{" + labels + "}")
                .contains("grpc_server_msg_sent_total{" + labels + "}")
                .contains("grpc_server_handling_seconds_count{" + labels + "}");
    }

    @Test
    void reflectionIsOff() {
        assertThatThrownBy(() -> io.grpc.stub.ClientCalls.blockingUnaryCall(
                        channel,
                        io.grpc.reflection.v1.ServerReflectionGrpc.getServerReflectionInfoMethod(),
                        io.grpc.CallOptions.DEFAULT.withDeadlineAfter(20, SECONDS),
                        io.grpc.reflection.v1.ServerReflectionRequest.getDefaultInstance()))
                .hasMessageStartingWith("UNIMPLEMENTED");
    }

    @Test
    void endOfTheServiceEndsItsStreamsWithOk() throws Exception {
        var other = run("--management.server.port=" + FreePorts.take(), "--spring.grpc.server.port=0");
        ManagedChannel own = ManagedChannelBuilder.forAddress(
                        "localhost", other.getBean(GrpcServerLifecycle.class).getPort())
                .usePlaintext()
                .build();
        try {
            var bundles = TrustBundleGrpc.newBlockingStub(own).watch(WatchRequest.getDefaultInstance());
            assertThat(bundles.next().getVersion()).isEqualTo("now");
            Thread.ofVirtual().start(other::close);
            assertThat(bundles.hasNext()).isFalse(); // an end with another status would be thrown here
        } finally {
            other.close();
            own.shutdownNow();
        }
    }

    @Test
    void serviceWithAnHttpPortHasManagementOnAnotherOne() throws Exception {
        int web = FreePorts.take();
        int other = FreePorts.take();
        try (var both =
                run("--server.port=" + web, "--management.server.port=" + other, "--spring.grpc.server.port=0")) {
            assertThat(both.isRunning()).isTrue();
            assertThat(get(other, "/metrics").body()).contains("jvm_memory_used_bytes");
            assertThat(get(other, "/actuator/health/readiness").body()).contains("UP");
            assertThat(get(web, "/metrics").statusCode()).isEqualTo(404);
            assertThat(get(web, "/actuator/health").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void takenGrpcPortIsReportedWithItsNumberAndARemedy(CapturedOutput output) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("0.0.0.0"))) {
            assertThatThrownBy(() -> run(
                            "--management.server.port=" + FreePorts.take(),
                            "--spring.grpc.server.port=" + taken.getLocalPort()))
                    .isInstanceOf(Exception.class);
            assertThat(output)
                    .contains("The gRPC server cannot listen on port " + taken.getLocalPort())
                    .contains("--spring.grpc.server.port");
        }
    }

    @Test
    void takenManagementPortIsReportedWithItsNumber(CapturedOutput output) throws Exception {
        assertThatThrownBy(() -> run("--management.server.port=" + management, "--spring.grpc.server.port=0"))
                .isInstanceOf(Exception.class);
        assertThat(output).contains("Port " + management + " was already in use");
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return SpringApplication.run(Application.class, arguments);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(management, path);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        BindableService bundle(WatchStreams streams) {
            Latest<String> version = new Latest<>("now");
            return new TrustBundleGrpc.TrustBundleImplBase() {
                @Override
                public void watch(WatchRequest request, StreamObserver<Bundle> out) {
                    streams.serve(
                            version,
                            text -> List.of(Bundle.newBuilder().setVersion(text).build()),
                            out);
                }
            };
        }
    }
}
