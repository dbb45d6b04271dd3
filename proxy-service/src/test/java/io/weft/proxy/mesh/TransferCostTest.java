package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** metrics, 6: outbound_tcp_transfer_cost_bytes_total, by what discovery says of the replica. */
class TransferCostTest {
    private static final String FAMILY = "outbound_tcp_transfer_cost_bytes_total{op=\"";

    private final TwoProxies proxies = new TwoProxies(1, new ServerProtocol.Opaque());

    @AfterEach
    void stop() {
        proxies.close();
    }

    /** Three bytes there, five back. */
    @ParameterizedTest
    @CsvSource({"local, Local", "remote, Remote", "unknown, Unknown", "'', Unknown"})
    void bytesCostByWhereTheReplicaIs(String said, String locality) throws Exception {
        proxies.policy(new ClientPolicy.Protocol.Opaque());
        try (ServerSocket app = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            app.setSoTimeout(20_000);
            endpoint((InetSocketAddress) app.getLocalSocketAddress(), said);
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
                client.setSoTimeout(20_000);
                client.getOutputStream().write(new byte[3]);
                try (Socket served = app.accept()) {
                    assertThat(served.getInputStream().readNBytes(3)).hasSize(3);
                    served.getOutputStream().write(new byte[5]);
                    assertThat(client.getInputStream().readNBytes(5)).hasSize(5);
                }
            }
        }

        assertThat(TwoProxies.text(proxies.clientMetrics).lines().filter(line -> line.startsWith(FAMILY)))
                .containsExactlyInAnyOrder(
                        FAMILY + "Send\",zone_locality=\"" + locality + "\"} 3",
                        FAMILY + "Recv\",zone_locality=\"" + locality + "\"} 5");
    }

    private void endpoint(InetSocketAddress address, String locality) {
        proxies.endpoint(new Endpoint(
                address,
                Endpoint.DEFAULT_WEIGHT,
                Optional.empty(),
                ProtocolHint.UNKNOWN,
                0,
                locality.isEmpty() ? Map.of() : Map.of("zone_locality", locality)));
    }
}
