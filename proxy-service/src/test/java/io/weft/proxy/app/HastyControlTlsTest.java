package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.tls.MeshTls;
import io.weft.testkit.pki.TestAuthority;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HastyControlTlsTest {
    private static final WorkloadIdentity SERVER = WorkloadIdentity.parse(
                    "linkerd-identity.linkerd.serviceaccount.identity.linkerd.cluster.local")
            .orElseThrow();

    @ParameterizedTest
    @CsvSource({"P365D, 10000", "PT3S, 3000"})
    void aServerOfTheControlPlaneHasTenSecondsAtMost(Duration strangers, long millis) {
        try (MeshTls tls = new MeshTls(TestAuthority.create().anchors(), strangers)) {
            SslHandler handler =
                    new HastyControlTls(tls, InstantSource.system()).newHandler(ByteBufAllocator.DEFAULT, SERVER);
            EmbeddedChannel channel = new EmbeddedChannel(handler);

            assertThat(handler.getHandshakeTimeoutMillis()).isEqualTo(millis);
            channel.finishAndReleaseAll();
        }
    }
}
