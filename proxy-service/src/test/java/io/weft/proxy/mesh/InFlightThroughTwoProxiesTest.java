package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import io.weft.proxy.outbound.route.Timeouts;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 2: in-flight limit of either proxy, here one request. */
class InFlightThroughTwoProxiesTest {
    private static final String SLOW = "GET /slow HTTP/1.1\r\nHost: web\r\n\r\n";

    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final RoutedMesh mesh = new RoutedMesh(this::answer, head -> RoutedMesh.ok("other"));

    InFlightThroughTwoProxiesTest() throws Exception {}

    private String answer(String head) {
        if (head.contains(" /upgrade ")) {
            return "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";
        }
        if (head.contains(" /slow ")) {
            arrived.release();
            try {
                answered.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        return RoutedMesh.ok("ok");
    }

    @AfterEach
    void stop() throws Exception {
        answered.countDown();
        mesh.close();
    }

    @Test
    void whatIsTooMuchForTheClientsProxyIsRefusedUntilThereIsRoom() throws Exception {
        mesh.proxies.clientMaxInFlight = 1;
        try (Socket slow = slow()) {
            String refused = mesh.get("/");
            assertThat(refused)
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("l5d-proxy-error: too many requests in flight")
                    .containsIgnoringCase("connection: close");
            assertThat(TwoProxies.text(mesh.proxies.clientMetrics))
                    .contains("outbound_http_errors_total{error=\"loadshed\"} 1");
            answered.countDown();
            assertThat(RoutedMesh.exchange(slow, "")).endsWith("ok");
        }
        assertThat(mesh.get("/")).endsWith("ok");
    }

    @Test
    void soItIsWhereRequestsHaveRoutes() throws Exception {
        mesh.proxies.clientMaxInFlight = 1;
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, Optional.empty()));
        try (Socket slow = slow()) {
            assertThat(mesh.get("/")).startsWith("HTTP/1.1 503 ");
            answered.countDown();
            assertThat(RoutedMesh.exchange(slow, "")).endsWith("ok");
        }
        assertThat(mesh.get("/")).endsWith("ok");
    }

    @Test
    void whatIsTooMuchForTheServersProxyIsRefusedUntilThereIsRoom() throws Exception {
        mesh.proxies.serverMaxInFlight = 1;
        try (Socket slow = slow()) {
            assertThat(mesh.get("/")).startsWith("HTTP/1.1 503 ");
            assertThat(TwoProxies.text(mesh.proxies.serverMetrics))
                    .containsPattern("inbound_http_errors_total\\{error=\"loadshed\".*} 1");
            answered.countDown();
            assertThat(RoutedMesh.exchange(slow, "")).endsWith("ok");
        }
        assertThat(mesh.get("/")).endsWith("ok");
    }

    @Test
    void aClientThatIsGoneTakesNoRoom() throws Exception {
        mesh.proxies.clientMaxInFlight = 1;
        mesh.proxies.serverMaxInFlight = 1;
        try (Socket slow = slow()) {
            slow.setSoLinger(true, 0);
        }

        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!mesh.get("/").endsWith("ok")) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
        }
    }

    @Test
    void aTunnelTakesNoRoom() throws Exception {
        mesh.proxies.clientMaxInFlight = 1;
        mesh.proxies.serverMaxInFlight = 1;
        try (Socket tunnel = mesh.connect()) {
            assertThat(RoutedMesh.exchange(
                            tunnel,
                            "GET /upgrade HTTP/1.1\r\nHost: web\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n"))
                    .startsWith("HTTP/1.1 101 ");

            assertThat(mesh.get("/")).endsWith("ok");
        }
    }

    @Test
    void toCallsOfGrpcTheServiceIsUnavailable() throws Exception {
        try (EchoMesh echo = new EchoMesh()) {
            echo.proxies.clientMaxInFlight = 0;

            assertThatThrownBy(() ->
                            ClientCalls.blockingUnaryCall(echo.client, EchoRpc.FAIL, CallOptions.DEFAULT, new byte[1]))
                    .hasMessage("UNAVAILABLE: too many requests in flight");
        }
    }

    /** A request whose answer waits. */
    private Socket slow() throws Exception {
        Socket client = mesh.connect();
        client.getOutputStream().write(SLOW.getBytes(StandardCharsets.US_ASCII));
        assertThat(arrived.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        return client;
    }
}
