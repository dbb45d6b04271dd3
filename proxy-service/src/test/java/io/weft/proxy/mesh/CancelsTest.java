package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.weft.core.policy.ServerProtocol;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All requests of a workload share one connection between two proxies, cancelled ones too. */
class CancelsTest {
    private static final int CANCELS = 1_000;

    private final Server app = EchoRpc.start();
    private final TwoProxies proxies = new TwoProxies(app.getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    private final ManagedChannel client = NettyChannelBuilder.forAddress("127.0.0.1", proxies.clientPort())
            .usePlaintext()
            .build();

    CancelsTest() throws Exception {}

    @AfterEach
    void stop() throws InterruptedException {
        client.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        proxies.close();
        app.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    @Test
    void aThousandAtOnceHurtNoNeighbour() throws Exception {
        Stream neighbour = new Stream();
        neighbour.say();
        neighbour.heard();
        for (int i = 0; i < CANCELS; i++) {
            Stream cancelled = new Stream();
            cancelled.say();
            cancelled.heard(); // it has come all the way
            cancelled.call.cancel("no longer wanted", null);
        }
        neighbour.say();
        neighbour.heard();
        neighbour.call.halfClose();

        assertThat(neighbour.end.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
    }

    private final class Stream extends ClientCall.Listener<byte[]> {
        private final ClientCall<byte[], byte[]> call = client.newCall(EchoRpc.ECHO, CallOptions.DEFAULT);
        private final CompletableFuture<Status> end = new CompletableFuture<>();
        private CompletableFuture<byte[]> echo = new CompletableFuture<>();

        Stream() {
            call.start(this, new Metadata());
        }

        void say() {
            echo = new CompletableFuture<>();
            call.request(1);
            call.sendMessage(new byte[8]);
        }

        void heard() throws Exception {
            echo.get(20, TimeUnit.SECONDS);
        }

        @Override
        public void onMessage(byte[] message) {
            echo.complete(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            end.complete(status);
            echo.completeExceptionally(status.asException());
        }
    }
}
