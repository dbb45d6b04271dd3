package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Http2Params.KeepAlive;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.Environments;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.config.ProxyEnv;
import io.weft.proxy.http.Http2ServerSettings;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.inbound.InboundSettings;
import io.weft.proxy.outbound.OutboundSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each variable reaches the side and the part it is meant for. */
class SettingsTest {
    private static final Map<String, String> SET = Map.ofEntries(
            Map.entry("HTTP2_INITIAL_STREAM_WINDOW_SIZE", "70001"),
            Map.entry("HTTP2_INITIAL_CONNECTION_WINDOW_SIZE", "2000001"),
            Map.entry("OUTBOUND_SERVER_HTTP2_INITIAL_STREAM_WINDOW_SIZE", "70002"),
            Map.entry("OUTBOUND_SERVER_HTTP2_INITIAL_CONNECTION_WINDOW_SIZE", "2000002"),
            Map.entry("INBOUND_SERVER_HTTP2_KEEP_ALIVE_INTERVAL", "10s"),
            Map.entry("INBOUND_SERVER_HTTP2_KEEP_ALIVE_TIMEOUT", "3s"),
            Map.entry("INBOUND_SERVER_HTTP2_MAX_CONCURRENT_STREAMS", "5"),
            Map.entry("INBOUND_SERVER_HTTP2_MAX_FRAME_SIZE", "20000"),
            Map.entry("INBOUND_SERVER_HTTP2_MAX_HEADER_LIST_SIZE", "9000"),
            Map.entry("INBOUND_MAX_IN_FLIGHT", "61"),
            Map.entry("OUTBOUND_MAX_IN_FLIGHT", "71"),
            Map.entry("INBOUND_HTTP_QUEUE_CAPACITY", "11"),
            Map.entry("INBOUND_HTTP_FAILFAST_TIMEOUT", "12s"),
            Map.entry("OUTBOUND_HTTP_QUEUE_CAPACITY", "21"),
            Map.entry("OUTBOUND_HTTP_FAILFAST_TIMEOUT", "22s"),
            Map.entry("OUTBOUND_TCP_QUEUE_CAPACITY", "31"),
            Map.entry("OUTBOUND_TCP_FAILFAST_TIMEOUT", "32s"),
            Map.entry("OUTBOUND_CONNECT_EXP_BACKOFF_MIN", "1s"),
            Map.entry("OUTBOUND_CONNECT_EXP_BACKOFF_MAX", "9s"),
            Map.entry("OUTBOUND_CONNECT_EXP_BACKOFF_JITTER", "0.5"),
            Map.entry("INBOUND_HTTP1_CONNECTION_POOL_IDLE_TIMEOUT", "4s"),
            Map.entry("MAX_IDLE_CONNS_PER_ENDPOINT", "41"),
            Map.entry("OUTBOUND_HTTP1_CONNECTION_POOL_IDLE_TIMEOUT", "5s"),
            Map.entry("OUTBOUND_MAX_IDLE_CONNS_PER_ENDPOINT", "51"));
    private static final Http2Windows CLIENT = new Http2Windows(70_001, 2_000_001);

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private ProxyConfig config;

    @BeforeEach
    void read() {
        Map<String, String> environment = Environments.minimal(directory);
        SET.forEach((suffix, value) -> Environments.set(environment, suffix, value));
        config = ProxyEnv.read(environment);
    }

    @Test
    void outbound() {
        Http2ServerSettings server = new Http2ServerSettings(
                new Http2Windows(70_002, 2_000_002),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());

        assertThat(Settings.outbound(config))
                .isEqualTo(new OutboundSettings(
                        4140,
                        Set.of(),
                        Duration.ofSeconds(10),
                        new QueueLimits(21, Duration.ofSeconds(22)),
                        new QueueLimits(31, Duration.ofSeconds(32)),
                        new QueueLimits(31, Duration.ofSeconds(32)),
                        Duration.ofSeconds(5),
                        server,
                        71,
                        CLIENT,
                        Duration.ofSeconds(5),
                        51,
                        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(9), 0.5),
                        true,
                        false));
    }

    @Test
    void whoWaitsToHearOfItsDestinationWaitsLongerThanForABackend() {
        assertThat(Settings.outbound(ProxyEnv.read(Environments.minimal(directory)))
                        .arrivals())
                .isEqualTo(new QueueLimits(10_000, Duration.ofSeconds(10)));
    }

    /** wire-behaviour, 12: loopback endpoint; a name outside may stand for such an address, too. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.9.9.9, true", "::1, true", "0.0.0.0, true", "::, true", "192.0.2.1, false"})
    void addressesOfThisMachineItselfAreNotDialledForAnybody(String address, boolean own) {
        assertThat(Settings.isOwn(new InetSocketAddress(InetAddress.ofLiteral(address), 4191)))
                .isEqualTo(own);
    }

    @Test
    void inbound() {
        Http2ServerSettings server = new Http2ServerSettings(
                Http2Windows.standard(),
                Optional.of(new KeepAlive(Duration.ofSeconds(10), Duration.ofSeconds(3), true)),
                OptionalInt.of(5),
                OptionalInt.of(20_000),
                OptionalInt.of(9_000));

        assertThat(Settings.inbound(config))
                .isEqualTo(new InboundSettings(
                        4143,
                        new WorkloadIdentity("web.default.serviceaccount.identity.linkerd.cluster.local"),
                        Set.of(),
                        Duration.ofSeconds(10),
                        server,
                        61,
                        new InboundSettings.App(
                                CLIENT,
                                new QueueLimits(11, Duration.ofSeconds(12)),
                                Duration.ofSeconds(4),
                                41,
                                Duration.ofSeconds(90))));
    }
}
