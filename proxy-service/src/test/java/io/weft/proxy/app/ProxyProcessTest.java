package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyProcessTest {
    @TempDir
    Path directory;

    @Test
    void aTakenOutboundPortEndsItWithItsName() throws Exception {
        try (ProxyProcess proxy = new ProxyProcess(directory)) {
            assertSaysTaken(proxy, proxy.outbound());
        }
    }

    @Test
    void aTakenInboundPortEndsItWithItsName() throws Exception {
        try (ProxyProcess proxy = new ProxyProcess(directory)) {
            assertSaysTaken(proxy, proxy.inbound());
        }
    }

    @Test
    void aTakenAdminPortEndsItWithItsName() throws Exception {
        try (ProxyProcess proxy = new ProxyProcess(directory)) {
            assertSaysTaken(proxy, proxy.admin());
        }
    }

    private static void assertSaysTaken(ProxyProcess proxy, InetSocketAddress address) throws Exception {
        try (ServerSocket other = new ServerSocket(address.getPort(), 1, address.getAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThat(proxy.start().exit()).as(proxy.output()).isEqualTo(1);
            assertThat(proxy.output())
                    .contains("cannot listen on ", ":" + address.getPort(), "is another proxy running here?")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void everyMalformedVariableIsNamed() throws Exception {
        try (ProxyProcess proxy = new ProxyProcess(directory)
                .with("INBOUND_LISTEN_ADDR", "localhost:4143")
                .with("OUTBOUND_CONNECT_TIMEOUT", "soon")
                .with("IDENTITY_TRUST_ANCHORS", "no certificate")
                .start()) {
            assertThat(proxy.exit()).as(proxy.output()).isEqualTo(64);
            assertThat(proxy.output())
                    .contains(
                            "LINKERD2_PROXY_INBOUND_LISTEN_ADDR",
                            "LINKERD2_PROXY_OUTBOUND_CONNECT_TIMEOUT",
                            "LINKERD2_PROXY_IDENTITY_TRUST_ANCHORS")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void noiseOnEveryPortLeavesItAlive() throws Exception {
        try (ProxyProcess proxy = new ProxyProcess(directory).start();
                HttpClient http = HttpClient.newHttpClient()) {
            awaitLive(proxy, http);
            for (InetSocketAddress port : List.of(proxy.admin(), proxy.inbound(), proxy.outbound())) {
                for (byte[] noise :
                        List.of(noise(), "\u0016\u0003\u0001\u0002".getBytes(StandardCharsets.ISO_8859_1))) {
                    try (Socket client = new Socket(port.getAddress(), port.getPort())) {
                        client.getOutputStream().write(noise);
                        assertThat(live(proxy, http))
                                .as("with noise on %s", port)
                                .isEqualTo(200);
                        client.setSoLinger(true, 0);
                    }
                    assertThat(live(proxy, http)).as("after noise on %s", port).isEqualTo(200);
                }
            }
            assertThat(proxy.isAlive()).isTrue();
            assertThat(proxy.output()).doesNotContain("\tat ", "failed unexpectedly");
        }
    }

    @Test
    void clientsThatSayNothingDoNotKeepItFromEnding() throws Exception {
        try (ProxyProcess proxy = new ProxyProcess(directory)
                        .with("SHUTDOWN_GRACE_PERIOD", "1h")
                        .start();
                HttpClient http = HttpClient.newHttpClient()) {
            awaitLive(proxy, http);
            try (Socket inbound = new Socket(
                            proxy.inbound().getAddress(), proxy.inbound().getPort());
                    Socket outbound = new Socket(
                            proxy.outbound().getAddress(), proxy.outbound().getPort())) {
                proxy.terminate();
                assertThat(proxy.exit()).as(proxy.output()).isEqualTo(0);
                assertThat(proxy.output()).as("the last line").containsPattern("drained \\d connections");
                assertThat(List.of(inbound.isConnected(), outbound.isConnected()))
                        .containsOnly(true);
            }
        }
    }

    @Test
    void theLogLevelIsChangedWhileItRuns() throws Exception {
        try (ProxyProcess proxy = new ProxyProcess(directory).start();
                HttpClient http = HttpClient.newHttpClient()) {
            awaitLive(proxy, http);
            URI uri = URI.create("http://127.0.0.1:" + proxy.admin().getPort() + "/proxy-log-level");
            HttpRequest silence = HttpRequest.newBuilder(uri)
                    .PUT(HttpRequest.BodyPublishers.ofString("error"))
                    .build();
            assertThat(http.send(silence, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(204);
            proxy.terminate();
            assertThat(proxy.exit()).as(proxy.output()).isEqualTo(0);
            assertThat(proxy.output()).contains("listening on").doesNotContain("drained");
        }
    }

    @Test
    void whatWasLoggedBeforeStandsAboveWhatKeepsItFromStarting() throws Exception {
        Files.createDirectories(directory.resolve("identity"));
        Files.write(directory.resolve("identity/key.p8"), new byte[] {1});
        try (ProxyProcess proxy =
                new ProxyProcess(directory).with("DNS_MIN_TTL", "5s").start()) {
            assertThat(proxy.exit()).as(proxy.output()).isEqualTo(64);
            assertThat(proxy.output()).containsSubsequence("LINKERD2_PROXY_DNS_MIN_TTL", "key.p8");
        }
    }

    private static byte[] noise() {
        byte[] noise = new byte[8192];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private static void awaitLive(ProxyProcess proxy, HttpClient http) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (true) {
            try {
                assertThat(live(proxy, http)).isEqualTo(200);
                return;
            } catch (IOException notYet) {
                assertThat(proxy.isAlive() && System.nanoTime() < deadline)
                        .as(proxy.output())
                        .isTrue();
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static int live(ProxyProcess proxy, HttpClient http) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + proxy.admin().getPort() + "/live");
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
