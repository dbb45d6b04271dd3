package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.weft.core.policy.ServerProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that do not read, beside one that does: between the proxies and to the application they share a connection. */
class StalledReadersTest {
    /** Their streams' windows together are more than a connection's first window. */
    private static final int STALLED = 20;

    private static final byte[] MESSAGE = new byte[32 * 1024];
    private static final MethodDescriptor<byte[], byte[]> FLOOD =
            EchoRpc.method(MethodDescriptor.MethodType.SERVER_STREAMING, "Flood");
    private static final MethodDescriptor<byte[], byte[]> LARGE =
            EchoRpc.method(MethodDescriptor.MethodType.UNARY, "Large");

    private final CountDownLatch full = new CountDownLatch(STALLED);
    private final Server app = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(ServerServiceDefinition.builder("test.Echo")
                    .addMethod(FLOOD, ServerCalls.asyncServerStreamingCall(this::flood))
                    .addMethod(LARGE, ServerCalls.asyncUnaryCall((request, answer) -> {
                        answer.onNext(new byte[8 * MESSAGE.length]);
                        answer.onCompleted();
                    }))
                    .build())
            .build()
            .start();
    private final TwoProxies proxies = new TwoProxies(app.getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    private final List<ManagedChannel> clients = new ArrayList<>();

    StalledReadersTest() throws Exception {}

    /** Until nothing more is taken. */
    private void flood(byte[] request, StreamObserver<byte[]> answers) {
        ServerCallStreamObserver<byte[]> call = (ServerCallStreamObserver<byte[]>) answers;
        call.setOnReadyHandler(() -> {
            while (call.isReady()) {
                call.onNext(MESSAGE);
            }
            full.countDown();
        });
    }

    @AfterEach
    void stop() throws InterruptedException {
        clients.forEach(ManagedChannel::shutdownNow);
        proxies.close();
        app.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    @Test
    void whoReadsHasTheirAnswerWhileOthersDoNot() throws Exception {
        for (int i = 0; i < STALLED; i++) {
            ClientCall<byte[], byte[]> stalled = client().newCall(FLOOD, CallOptions.DEFAULT);
            stalled.start(new ClientCall.Listener<>() {}, new Metadata());
            stalled.sendMessage(MESSAGE);
            stalled.halfClose();
        }
        full.await(20, TimeUnit.SECONDS);

        assertThat(ClientCalls.blockingUnaryCall(
                        client(), LARGE, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS), MESSAGE))
                .hasSize(8 * MESSAGE.length);
    }

    /** With a connection of its own to the proxy, and the smallest window. */
    private ManagedChannel client() {
        ManagedChannel made = NettyChannelBuilder.forAddress("127.0.0.1", proxies.clientPort())
                .usePlaintext()
                .flowControlWindow(65_535)
                .build();
        clients.add(made);
        return made;
    }
}
