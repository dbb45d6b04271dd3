package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.PathMatch;
import io.weft.proxy.route.Ratio;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** gRPC under routes: what is answered is a gRPC status, and what is asked again is told by one. */
class GrpcRoutesThroughTwoProxiesTest {
    private static final int UNAVAILABLE = 14;
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = SHORT.multipliedBy(2);
    private static final MethodDescriptor<byte[], byte[]> AT_ONCE = EchoRpc.method(MethodType.UNARY, "AtOnce");
    private static final MethodDescriptor<byte[], byte[]> LATE = EchoRpc.method(MethodType.UNARY, "Late");
    private static final MethodDescriptor<byte[], byte[]> NEVER = EchoRpc.method(MethodType.UNARY, "Never");
    private static final MethodDescriptor<byte[], byte[]> HEAD_FIRST =
            EchoRpc.method(MethodType.BIDI_STREAMING, "HeadFirst");
    private static final MethodDescriptor<byte[], byte[]> HALF = EchoRpc.method(MethodType.SERVER_STREAMING, "Half");

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final Server app = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(ServerServiceDefinition.builder("test.Echo")
                    .addMethod(AT_ONCE, (call, headers) -> answer(call, false))
                    .addMethod(LATE, (call, headers) -> answer(call, true))
                    .addMethod(HEAD_FIRST, (call, headers) -> headFirst(call))
                    .addMethod(HALF, (call, headers) -> half(call))
                    .addMethod(NEVER, (call, headers) -> new ServerCall.Listener<>() {})
                    .build())
            .build()
            .start();
    private final TwoProxies proxies = new TwoProxies(app.getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    private final ManagedChannel client = NettyChannelBuilder.forAddress("127.0.0.1", proxies.clientPort())
            .usePlaintext()
            .disableRetry()
            .build();

    GrpcRoutesThroughTwoProxiesTest() throws Exception {}

    /** {@code late}: the head goes out before the status is known. */
    private ServerCall.Listener<byte[]> answer(ServerCall<byte[], byte[]> call, boolean late) {
        calls.incrementAndGet();
        call.request(1);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                boolean fails = failures.getAndDecrement() > 0;
                if (late || !fails) {
                    call.sendHeaders(new Metadata());
                }
                if (!fails) {
                    call.sendMessage(message);
                }
                call.close(fails ? Status.UNAVAILABLE : Status.OK, new Metadata());
            }
        };
    }

    /** The head goes out at once, the message when all that is to be in time has had its time. */
    private ServerCall.Listener<byte[]> headFirst(ServerCall<byte[], byte[]> call) {
        calls.incrementAndGet();
        call.sendHeaders(new Metadata());
        call.request(1);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                CompletableFuture.delayedExecutor(LONG.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> {
                            call.sendMessage(message);
                            call.close(Status.OK, new Metadata());
                        });
            }
        };
    }

    /** Says something and falls silent. */
    private static ServerCall.Listener<byte[]> half(ServerCall<byte[], byte[]> call) {
        call.sendHeaders(new Metadata());
        call.sendMessage(new byte[] {1});
        call.request(1);
        return new ServerCall.Listener<>() {};
    }

    @AfterEach
    void stop() throws Exception {
        client.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        proxies.close();
        app.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    @Test
    void aStatusOfTheListIsAskedForAgain() {
        follow(Timeouts.NONE, retry(2));
        failures.set(2);

        assertThat(call(AT_ONCE)).isEqualTo("hello");
        assertThat(calls).hasValue(3);
    }

    @Test
    void aStatusBehindTheHeadIsSeenToo() {
        follow(Timeouts.NONE, retry(2));
        failures.set(2);

        assertThat(call(LATE)).isEqualTo("hello");
        assertThat(calls).hasValue(3);
    }

    /** More is sent twice over than the connection's window holds, so that a byte credited twice or never shows. */
    @Test
    void bodiesThatAreSentAgainAreCreditedOnce() {
        follow(Timeouts.NONE, retry(2));
        String large = "0123456789".repeat(6_000);
        for (int i = 0; i < 40; i++) {
            failures.set(2);
            assertThat(call(AT_ONCE, large)).isEqualTo(large);
        }

        assertThat(calls).hasValue(120);
    }

    @Test
    void theLastStatusIsPassedOn() {
        follow(Timeouts.NONE, retry(1));
        failures.set(9);

        assertThat(call(LATE)).isEqualTo("UNAVAILABLE");
        assertThat(calls).hasValue(2);
    }

    @Test
    void aCallThatTakesTooLongEndsWithItsDeadlineExceeded() {
        follow(new Timeouts(Duration.ofMillis(100), Duration.ZERO, Duration.ZERO), Optional.empty());

        assertThat(call(NEVER)).isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void aStreamThatTakesTooLongEndsWithItsDeadlineExceeded() {
        follow(new Timeouts(SHORT, Duration.ZERO, Duration.ZERO), Optional.empty());
        List<byte[]> heard = new ArrayList<>();

        assertThatThrownBy(() -> streamed(HALF).forEachRemaining(heard::add))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failed -> assertThat(failed.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
        assertThat(heard).hasSize(1);
    }

    @Test
    void aTryWhoseHeadHasComeIsInTime() {
        follow(Timeouts.NONE, retry(1, SHORT));

        assertThat(streamed(HEAD_FIRST).next()).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(calls).hasValue(1);
    }

    @Test
    void aClientThatWaitsForTheHeadBeforeItGoesOnGetsIt() throws Exception {
        follow(Timeouts.NONE, retry(1));
        CompletableFuture<Metadata> head = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call = client.newCall(HEAD_FIRST, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onHeaders(Metadata headers) {
                        head.complete(headers);
                    }
                },
                new Metadata());

        assertThat(head.get(20, TimeUnit.SECONDS)).isNotNull();
    }

    private Iterator<byte[]> streamed(MethodDescriptor<byte[], byte[]> method) {
        return ClientCalls.blockingServerStreamingCall(
                client,
                method,
                CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                "hello".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void injectedFailuresAreGrpcStatuses() {
        follow(Timeouts.NONE, Optional.empty(), new HttpFilter.FailCall(8, "full", Ratio.ALL));
        assertThat(call(AT_ONCE)).isEqualTo("RESOURCE_EXHAUSTED");
        follow(Timeouts.NONE, Optional.empty(), new HttpFilter.Fail(500, "broken", Ratio.ALL));

        assertThat(call(AT_ONCE)).isEqualTo("FAILED_PRECONDITION");
        assertThat(calls).hasValue(0);
    }

    @Test
    void aRedirectedCallIsNotFound() {
        follow(
                Timeouts.NONE,
                Optional.empty(),
                new HttpFilter.Redirect(Optional.of("https"), Optional.empty(), Optional.empty(), 0, 301));

        assertThat(call(AT_ONCE)).isEqualTo("NOT_FOUND");
    }

    @Test
    void aCallNoRouteTakesIsNotFound() {
        HttpMatch other = new HttpMatch(
                Optional.empty(), new PathMatch.Call("test.Other", ""), List.of(), List.of(), Optional.of("POST"));
        follow(other, Timeouts.NONE, Optional.empty());

        assertThat(call(AT_ONCE)).isEqualTo("NOT_FOUND");
    }

    @Test
    void callsAreCountedUnderTheFamiliesOfGrpcRoutes() {
        follow(Timeouts.NONE, retry(2));
        failures.set(1);
        call(LATE);

        assertThat(TwoProxies.text(proxies.clientMetrics))
                .containsPattern("outbound_grpc_route_request_statuses_total\\{parent_.*route_name=\"route\","
                        + "hostname=\"\",grpc_status=\"OK\",error=\"\"} 1")
                .containsPattern("outbound_grpc_route_backend_response_statuses_total\\{.*backend_name=\"server\".*"
                        + "grpc_status=\"UNAVAILABLE\",error=\"\"} 1")
                .containsPattern("outbound_grpc_route_backend_requests_total\\{.*} 2")
                .containsPattern("outbound_grpc_route_retry_requests_total\\{.*} 1")
                .containsPattern("outbound_grpc_route_retry_successes_total\\{.*} 1");
    }

    private String call(MethodDescriptor<byte[], byte[]> method) {
        return call(method, "hello");
    }

    private String call(MethodDescriptor<byte[], byte[]> method, String message) {
        try {
            CallOptions patience = CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS);
            byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
            return new String(
                    ClientCalls.blockingUnaryCall(client, method, patience, bytes), StandardCharsets.US_ASCII);
        } catch (StatusRuntimeException failed) {
            return failed.getStatus().getCode().name();
        }
    }

    private static Optional<Retry> retry(int limit) {
        return retry(limit, Duration.ZERO);
    }

    private static Optional<Retry> retry(int limit, Duration timeout) {
        return Optional.of(new Retry(
                limit,
                65_536,
                List.of(),
                Set.of(UNAVAILABLE),
                timeout,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 0)));
    }

    private void follow(Timeouts timeouts, Optional<Retry> retry, HttpFilter... filters) {
        HttpMatch calls = new HttpMatch(
                Optional.empty(), new PathMatch.Call("test.Echo", ""), List.of(), List.of(), Optional.of("POST"));
        follow(calls, timeouts, retry, filters);
    }

    private void follow(HttpMatch match, Timeouts timeouts, Optional<Retry> retry, HttpFilter... filters) {
        proxies.grpc(new HttpRoutes(
                true,
                List.of(new Case(match, RoutedMesh.rule(proxies.backend(), timeouts, retry, filters))),
                Optional.empty()));
    }
}
