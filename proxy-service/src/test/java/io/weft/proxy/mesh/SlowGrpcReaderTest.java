package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.weft.core.policy.ServerProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gRPC server that takes messages only when it asks for them: its client is not ready in the meantime. */
class SlowGrpcReaderTest {
    private static final MethodDescriptor<byte[], byte[]> SINK =
            EchoRpc.method(MethodDescriptor.MethodType.BIDI_STREAMING, "Sink");
    private static final int MESSAGE_BYTES = 16 * 1024;
    private static final int MESSAGES = 2_000;
    /** Windows and kernel buffers of three hops, in messages. */
    private static final int MOST_UNDER_WAY = MESSAGES / 2;

    private final AtomicInteger received = new AtomicInteger();
    private final CompletableFuture<ServerCall<byte[], byte[]>> atServer = new CompletableFuture<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final Server app = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(ServerServiceDefinition.builder("test.Echo")
                    .addMethod(SINK, (call, headers) -> sink(call))
                    .build())
            .build()
            .start();
    private final TwoProxies proxies = new TwoProxies(app.getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    private final ManagedChannel client = NettyChannelBuilder.forAddress("127.0.0.1", proxies.clientPort())
            .usePlaintext()
            .build();

    SlowGrpcReaderTest() throws Exception {}

    @AfterEach
    void stop() throws InterruptedException {
        client.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        proxies.close();
        app.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    private ServerCall.Listener<byte[]> sink(ServerCall<byte[], byte[]> call) {
        atServer.complete(call);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                received.incrementAndGet();
                call.request(1);
            }

            @Override
            public void onHalfClose() {
                call.close(Status.OK.withDescription("all taken"), new Metadata());
            }
        };
    }

    @Test
    void messagesWaitAtTheirSender() throws Exception {
        ClientCall<byte[], byte[]> call = client.newCall(SINK, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status);
                    }
                },
                new Metadata());
        ServerCall<byte[], byte[]> asked = atServer.get(20, TimeUnit.SECONDS);
        int sent = sendUntilStuck(call);
        assertThat(sent).as("taken while nobody asks").isBetween(1, MOST_UNDER_WAY);
        assertThat(received).hasValue(0);

        asked.request(1);
        for (int i = sent; i < MESSAGES; i++) {
            call.sendMessage(new byte[MESSAGE_BYTES]);
        }
        call.halfClose();
        call.request(1);

        assertThat(end.get(40, TimeUnit.SECONDS).isOk()).isTrue();
        assertThat(received).hasValue(MESSAGES);
    }

    /** Sends while the transport takes messages, until for a second it takes none. */
    private static int sendUntilStuck(ClientCall<byte[], byte[]> call) throws InterruptedException {
        int sent = 0;
        long lastTaken = System.nanoTime();
        while (sent < MESSAGES && System.nanoTime() - lastTaken < TimeUnit.SECONDS.toNanos(1)) {
            if (call.isReady()) {
                call.sendMessage(new byte[MESSAGE_BYTES]);
                sent++;
                lastTaken = System.nanoTime();
            } else {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        return sent;
    }
}
