package io.weft.proxy.mesh;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.weft.core.policy.ServerProtocol;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@link EchoRpc} behind two proxies, and a client of it. */
final class EchoMesh implements AutoCloseable {
    final Server app = EchoRpc.start();
    final TwoProxies proxies = new TwoProxies(app.getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    final ManagedChannel client = NettyChannelBuilder.forAddress("127.0.0.1", proxies.clientPort())
            .usePlaintext()
            .build();

    EchoMesh() throws Exception {}

    void stopApp() throws InterruptedException {
        app.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        client.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        proxies.close();
        stopApp();
    }
}
