package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.telemetry.MetricRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All requests of a workload share one connection between two proxies, cancelled ones too. */
class CancelsTest {
    private static final int CANCELS = 1_000;

    private final EchoMesh mesh = new EchoMesh();

    CancelsTest() throws Exception {}

    @AfterEach
    void stop() throws InterruptedException {
        mesh.close();
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

    /** A watch that nobody needs any more is the usual end of a watch. */
    @Test
    void streamThatItsClientLeavesIsNoFailureOfItsServer() throws Exception {
        Stream watch = new Stream();
        watch.say();
        watch.heard();
        watch.call.cancel("no longer wanted", null);

        for (MetricRegistry metrics : List.of(mesh.proxies.clientMetrics, mesh.proxies.serverMetrics)) {
            Sockets.await(() -> TwoProxies.text(metrics)
                    .lines()
                    .anyMatch(line -> line.startsWith("response_total{")
                            && line.endsWith(
                                    "status_code=\"200\",classification=\"success\",grpc_status=\"2\",error=\"\"} 1")));
        }
    }

    private final class Stream extends ClientCall.Listener<byte[]> {
        private final ClientCall<byte[], byte[]> call = mesh.client.newCall(EchoRpc.ECHO, CallOptions.DEFAULT);
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
