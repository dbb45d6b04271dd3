package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.weft.core.Endpoint;
import io.weft.core.policy.ServerProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that take few streams on a connection, and clients that have more to say at once. */
class MaxStreamsTest {
    private static final int CALLS = 30;
    private static final MethodDescriptor<byte[], byte[]> TOGETHER =
            EchoRpc.method(MethodDescriptor.MethodType.UNARY, "Together");

    private final List<StreamObserver<byte[]>> calls = new ArrayList<>(); // guarded by itself
    private final AtomicInteger connections = new AtomicInteger();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void everyCallOfARushIsWithAnApplicationBehindItsProxyAtOnce(int streams) throws Exception {
        Server app = app(streams);
        TwoProxies proxies = new TwoProxies(app.getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
        open.add(proxies);

        assertThat(rush(proxies)).hasSize(CALLS);
        assertThat(connections).hasValue(CALLS / streams);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void everyCallOfARushIsWithAServerWithoutAProxyAtOnce(int streams) throws Exception {
        Server app = app(streams);
        TwoProxies proxies = new TwoProxies(1, new ServerProtocol.Opaque());
        open.add(proxies);
        proxies.endpoint(
                Endpoint.bare((InetSocketAddress) app.getListenSockets().getFirst()));

        assertThat(rush(proxies)).hasSize(CALLS);
        assertThat(connections).hasValue(CALLS / streams);
    }

    /** Answers of calls that the application answers only when all of them are there. */
    private List<byte[]> rush(TwoProxies proxies) throws Exception {
        ManagedChannel client = NettyChannelBuilder.forAddress("127.0.0.1", proxies.clientPort())
                .usePlaintext()
                .build();
        open.add(client::shutdownNow);
        List<Future<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            answers.add(ClientCalls.futureUnaryCall(
                    client.newCall(TOGETHER, CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(30))),
                    new byte[] {1}));
        }
        List<byte[]> all = new ArrayList<>();
        for (Future<byte[]> answer : answers) {
            all.add(answer.get(30, TimeUnit.SECONDS));
        }
        return all;
    }

    private Server app(int streams) throws Exception {
        Server app = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxConcurrentCallsPerConnection(streams)
                .addService(ServerServiceDefinition.builder("test.Echo")
                        .addMethod(TOGETHER, ServerCalls.asyncUnaryCall((request, answer) -> arrived(answer)))
                        .build())
                .addTransportFilter(new ServerTransportFilter() {
                    @Override
                    public io.grpc.Attributes transportReady(io.grpc.Attributes attributes) {
                        connections.incrementAndGet();
                        return attributes;
                    }
                })
                .build()
                .start();
        open.add(app::shutdownNow);
        return app;
    }

    private void arrived(StreamObserver<byte[]> call) {
        synchronized (calls) {
            calls.add(call);
            if (calls.size() == CALLS) {
                calls.forEach(each -> {
                    each.onNext(new byte[] {2});
                    each.onCompleted();
                });
            }
        }
    }
}
