package io.weft.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import io.weft.core.Authority;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.telemetry.Exposition;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** metrics, 7: what the clients of the control plane tell of its servers. */
class ControlBalancersTest {
    private final Sockets sockets = new Sockets();
    private final ConcurrentLinkedQueue<InetSocketAddress> servers = new ConcurrentLinkedQueue<>();
    private final GrpcServer server = new GrpcServer(new DestinationGrpc.DestinationImplBase() {});

    @BeforeEach
    void start() {
        servers.add(at(server.port()));
    }

    @AfterEach
    void stop() {
        server.close();
        sockets.close();
    }

    @ParameterizedTest
    @CsvSource({
        "IDENTITY, control_identity_balancer_",
        "DESTINATION, control_destination_balancer_",
        "POLICY, control_policy_balancer_",
        "TRACE_COLLECTOR, opentelemetry_balancer_"
    })
    void eachClientTellsOfItsServersUnderItsOwnNames(ControlPart part, String prefix) throws Exception {
        try (ControlChannel channel = open(part)) {
            Sockets.await(() -> told(prefix + "endpoints").contains("ready\",addr=\"control:80\"} 1"));
            call(channel);

            assertThat(told(prefix)
                            .lines()
                            .filter(line -> !line.contains("time"))
                            .toList())
                    .containsExactly(
                            "endpoints{endpoint_state=\"pending\",addr=\"control:80\"} 0",
                            "endpoints{endpoint_state=\"ready\",addr=\"control:80\"} 1",
                            "p2c_endpoints{addr=\"control:80\"} 1",
                            "p2c_updates_total{op=\"Add\",addr=\"control:80\"} 0",
                            "p2c_updates_total{op=\"Remove\",addr=\"control:80\"} 0",
                            "p2c_updates_total{op=\"Reset\",addr=\"control:80\"} 1",
                            "queue_gate_open_total{addr=\"control:80\"} 0",
                            "queue_gate_shut_total{addr=\"control:80\"} 0",
                            "queue_latency_seconds_count{addr=\"control:80\"} 1",
                            "queue_length{addr=\"control:80\"} 0",
                            "queue_requests_total{addr=\"control:80\"} 1");
            assertThat(told(prefix + "queue_gate_timeout_seconds")).isEqualTo("{addr=\"control:80\"} 5");
        }
    }

    @Test
    void theGateIsShutWhileNoServerCanBeReached() throws Exception {
        server.close();
        try (ControlChannel channel = open(ControlPart.DESTINATION)) {
            Sockets.await(() ->
                    told("control_destination_balancer_queue_gate_shut_total").endsWith(" 1"));

            assertThat(told("control_destination_balancer_endpoints"))
                    .isEqualTo("{endpoint_state=\"pending\",addr=\"control:80\"} 1\n"
                            + "{endpoint_state=\"ready\",addr=\"control:80\"} 0");
            assertThat(told("control_destination_balancer_queue_gate_open_time_seconds"))
                    .isEqualTo("{addr=\"control:80\"} 0");
            try (GrpcServer back = new GrpcServer(new DestinationGrpc.DestinationImplBase() {})) {
                servers.clear();
                servers.add(at(back.port()));
                Sockets.await(() -> told("control_destination_balancer_queue_gate_open_total")
                        .endsWith(" 1"));
            }
            assertThat(told("control_destination_balancer_p2c_updates_total{op=\"Remove\""))
                    .isEqualTo(",addr=\"control:80\"} 1");
        }
    }

    private ControlChannel open(ControlPart part) {
        ControlPlane service = new ControlPlane(new Authority("control", 80), Optional.empty());
        return sockets.channels(Sockets.noTls(), name -> List.copyOf(servers)).open(part, service);
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    /** Is refused, for the server knows nothing. */
    private static void call(ControlChannel channel) {
        var call = channel.grpc().newCall(DestinationGrpc.getGetProfileMethod(), CallOptions.DEFAULT);
        var answers = ClientCalls.<GetDestination, DestinationProfile>blockingServerStreamingCall(
                call, GetDestination.getDefaultInstance());
        assertThat(org.assertj.core.api.Assertions.catchThrowable(answers::next))
                .hasMessageContaining("UNIMPLEMENTED");
    }

    /** The samples whose names begin so, without that, and of histograms only how many there were; sorted. */
    private String told(String beginning) {
        return new Exposition(sockets.metrics())
                .text()
                .lines()
                .filter(line -> line.startsWith(beginning) && !line.contains("_bucket") && !line.contains("_sum"))
                .map(line -> line.substring(beginning.length()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
