package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectTimeoutTest {
    /** Its kernel takes the connection; nobody answers the ClientHello. */
    @Test
    void aServerThatDoesNotAnswerInTimeIsGivenUpAndCounted() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                TwoProxies proxies = new TwoProxies(1, new ServerProtocol.Opaque())) {
            proxies.connectTimeout = Duration.ofMillis(200);
            proxies.policy(new ClientPolicy.Protocol.Opaque());
            Endpoint known = proxies.meshed(ProtocolHint.UNKNOWN, true);
            proxies.endpoint(new Endpoint(
                    known.address(), known.weight(), known.tls(), known.hint(), silent.getLocalPort(), known.labels()));
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
                client.setSoTimeout(20_000);
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(TwoProxies.text(proxies.clientMetrics))
                    .contains("connection_errors_total{direction=\"outbound\",peer=\"dst\",error=\"timeout\"} 1");
        }
    }
}
