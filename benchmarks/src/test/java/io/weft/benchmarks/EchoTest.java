package io.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.grpc.util.MutableHandlerRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loads of gRPC, against a server without proxies. */
class EchoTest {
    private final MutableHandlerRegistry services = new MutableHandlerRegistry();
    private Server server;

    @BeforeEach
    void serve() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .fallbackHandlerRegistry(services)
                .build()
                .start();
    }

    @AfterEach
    void end() {
        server.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unary", "stream"})
    void everyQuestionOfTheScheduleIsAnswered(String path) throws Exception {
        services.addService(EchoMain.service());
        OpenLoop.Outcome found = new OpenLoop(page(path), new Schedule(500, 100), 4).run();

        assertThat(found.latencies().getTotalCount()).isEqualTo(100);
        assertThat(found.failures()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unary", "stream"})
    void refusedCallsAreFailures(String path) throws Exception {
        services.addService(refusing());
        OpenLoop.Outcome found = new OpenLoop(page(path), new Schedule(500, 10), 2).run();

        assertThat(found.latencies().getTotalCount()).isZero();
        assertThat(found.failures()).isEqualTo(10);
        assertThat(found.complaints()).singleElement().asString().contains("UNAVAILABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unary", "stream"})
    void closedLoopAsksOnAfterEachAnswerUntilItsTimeIsOver(String path) throws Exception {
        services.addService(EchoMain.service());
        Saturation found = new ClosedLoop(page(path)).run(1, 3);

        assertThat(found.requests()).isGreaterThan(3);
        assertThat(found.failures()).isZero();
        assertThat(Saturation.ofLoop(found.text())).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unary", "stream"})
    void closedLoopCountsConnectionsWhoseCallsAreRefused(String path) throws Exception {
        services.addService(refusing());

        assertThat(new ClosedLoop(page(path)).run(5, 3).failures()).isEqualTo(3);
    }

    private URI page(String path) {
        return URI.create("grpc://127.0.0.1:" + server.getPort() + "/" + path);
    }

    private static ServerServiceDefinition refusing() {
        return ServerServiceDefinition.builder(Echo.SERVICE)
                .addMethod(
                        Echo.UNARY,
                        ServerCalls.asyncUnaryCall(
                                (_, answer) -> answer.onError(Status.UNAVAILABLE.asRuntimeException())))
                .addMethod(Echo.STREAM, ServerCalls.asyncBidiStreamingCall(answer -> {
                    answer.onError(Status.UNAVAILABLE.asRuntimeException());
                    return new Deaf();
                }))
                .build();
    }

    private static final class Deaf implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] question) {}

        @Override
        public void onError(Throwable gone) {}

        @Override
        public void onCompleted() {}
    }
}
