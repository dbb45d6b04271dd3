package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.http.HeadRoom;
import io.weft.proxy.http.Http2ServerSettings;
import io.weft.proxy.http.HttpCodecs;
import io.weft.proxy.http.RequestListener;
import io.weft.proxy.http.ResetLimit;
import io.weft.proxy.http.ServerStream;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.transport.Listener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;

/** A stream that is reset on one side is reset on the other, for the same reason. */
class ResetsThroughTwoProxiesTest {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final CompletableFuture<Long> applicationHeard = new CompletableFuture<>();
    private volatile Consumer<ServerStream> application = stream -> {};
    private final DisposableServer app = new Listener(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty())
            .listen(loops, channel -> {
                channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
                HttpCodecs.serveHttp2(
                        channel,
                        Http2ServerSettings.standard(),
                        ResetLimit.OF_MANY,
                        HeadRoom.beside(100),
                        (stream, head, end) -> {
                            application.accept(stream);
                            return new Hearing();
                        });
            });
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    private final ManagedChannel client = NettyChannelBuilder.forAddress("127.0.0.1", proxies.clientPort())
            .usePlaintext()
            .disableRetry()
            .build();

    @AfterEach
    void stop() throws InterruptedException {
        client.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        proxies.close();
        app.disposeNow(Duration.ofSeconds(5));
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void theApplicationsReachesTheClient() throws Exception {
        application = stream -> stream.resetResponse(Http2Error.ENHANCE_YOUR_CALM.code());
        CompletableFuture<Status> end = new CompletableFuture<>();
        call(end);

        assertThat(end.get(20, TimeUnit.SECONDS).getDescription()).contains("ENHANCE_YOUR_CALM");
    }

    @Test
    void theClientsReachesTheApplication() throws Exception {
        CompletableFuture<Boolean> arrived = new CompletableFuture<>();
        application = stream -> arrived.complete(true);
        ClientCall<byte[], byte[]> call = call(new CompletableFuture<>());
        arrived.get(20, TimeUnit.SECONDS);
        call.cancel("no longer wanted", null);

        assertThat(applicationHeard.get(20, TimeUnit.SECONDS)).isEqualTo(Http2Error.CANCEL.code());
    }

    /** Each of the two proxies sends a refused request once more for free, so that two tries of the client's proxy are four streams. */
    @Test
    void aRefusalIsAmongWhatARouteTriesAgain() throws Exception {
        AtomicInteger streams = new AtomicInteger();
        application = stream -> {
            if (streams.incrementAndGet() <= 4) {
                stream.resetResponse(Http2Error.REFUSED_STREAM.code());
            } else {
                stream.respond(
                        new DefaultHttp2Headers()
                                .status("200")
                                .set("content-type", "application/grpc")
                                .set(
                                        "grpc-status",
                                        Integer.toString(
                                                Status.OUT_OF_RANGE.getCode().value())),
                        true);
            }
        };
        Retry once = new Retry(
                1,
                65_536,
                List.of(),
                Set.of(),
                Duration.ZERO,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 0));
        Rule rule = RoutedMesh.rule(proxies.backend(), Timeouts.NONE, Optional.of(once));
        proxies.grpc(new HttpRoutes(true, List.of(new Case(HttpMatch.all(), rule)), Optional.empty()));
        CompletableFuture<Status> end = new CompletableFuture<>();
        call(end).halfClose();

        assertThat(end.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
        assertThat(streams).hasValue(5);
        assertThat(TwoProxies.text(proxies.clientMetrics))
                .containsPattern("outbound_grpc_route_backend_response_statuses_total\\{.*error=\"REFUSED\"} 1")
                .containsPattern("outbound_grpc_route_retry_requests_total\\{.*} 1");
    }

    private ClientCall<byte[], byte[]> call(CompletableFuture<Status> end) {
        ClientCall<byte[], byte[]> call = client.newCall(EchoRpc.ECHO, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status);
                    }
                },
                new Metadata());
        call.sendMessage(new byte[8]);
        return call;
    }

    private final class Hearing implements RequestListener {
        @Override
        public void requestData(ByteBuf data, boolean end) {
            data.release();
        }

        @Override
        public void requestTrailers(Http2Headers trailers) {}

        @Override
        public void requestReset(long errorCode) {
            applicationHeard.complete(errorCode);
        }

        @Override
        public void requestUnread() {}

        @Override
        public void responseWritten(int bytes) {}
    }
}
