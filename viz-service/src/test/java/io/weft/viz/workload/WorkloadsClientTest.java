package io.weft.viz.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.WatchRequest;
import io.weft.api.mesh.Workload;
import io.weft.api.mesh.WorkloadId;
import io.weft.api.mesh.WorkloadsGrpc;
import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.api.net.IPAddress;
import io.weft.api.net.TcpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkloadsClientTest {
    private final BlockingQueue<StreamObserver<WorkloadsUpdate>> streams = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Server server = serve();
    private final ManagedChannel channel = Grpc.newChannelBuilder(
                    "127.0.0.1:" + server.getPort(), InsecureChannelCredentials.create())
            .build();
    private final WorkloadsClient client = new WorkloadsClient(channel, timer);

    @BeforeEach
    void open() {
        client.open();
    }

    @AfterEach
    void close() {
        client.close();
        timer.shutdownNow();
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void updatesAreAppliedInOrder() throws Exception {
        StreamObserver<WorkloadsUpdate> stream = stream();
        stream.onNext(update(true, "web", "votes"));
        stream.onNext(WorkloadsUpdate.newBuilder()
                .addApply(message("catalog"))
                .addRemove(id("votes"))
                .build());

        await(() -> client.workloads().get().all().size() == 2 && has("catalog"));
        assertThat(client.workloads().get().get(new WorkloadKey("shop", "pod", "web")))
                .isEqualTo(new io.weft.viz.workload.Workload(
                        new WorkloadKey("shop", "pod", "web"),
                        "deployment",
                        "web",
                        "web-account",
                        "web.shop",
                        Optional.of(new InetSocketAddress("10.42.0.7", 4191)),
                        Optional.of(new InetSocketAddress("10.42.0.7", 4190)),
                        true,
                        true,
                        Map.of("app", "web")));
        assertThat(client.isConnected()).isTrue();
    }

    @Test
    void lastAnswerStaysWhileTheServiceIsAwayAndTheNextResetReplacesIt() throws Exception {
        StreamObserver<WorkloadsUpdate> first = stream();
        first.onNext(update(true, "web"));
        await(() -> has("web"));

        first.onError(Status.UNAVAILABLE.asRuntimeException());
        StreamObserver<WorkloadsUpdate> second = stream();
        assertThat(has("web")).isTrue();
        second.onNext(update(true, "votes"));

        await(() -> has("votes"));
        assertThat(has("web")).isFalse();
    }

    @Test
    void streamThatEndsInPeaceIsOpenedAgain() throws Exception {
        stream().onCompleted();

        stream().onNext(update(true, "web"));

        await(() -> has("web"));
    }

    @Test
    void waitsDoubleUpToTheirLimitAndBeginAgainAfterAnAnswer() {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofMillis(700), noRandom());

        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(400));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(700));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(700));
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void addressesNobodyCanReachAreNone() {
        Workload.Builder message = message("web").toBuilder();
        message.getAdminBuilder().setIp(IPAddress.newBuilder().setIpv4(0));
        assertThat(WorkloadTranslator.workload(message.build()).admin()).isEmpty();
        message.getAdminBuilder()
                .setIp(IPAddress.newBuilder().setIpv4(0x0A000001))
                .setPort(0);
        assertThat(WorkloadTranslator.workload(message.build()).admin()).isEmpty();
        message.clearAdmin();
        assertThat(WorkloadTranslator.workload(message.build()).isTarget()).isFalse();
    }

    private static RandomGenerator noRandom() {
        return () -> 0L;
    }

    private StreamObserver<WorkloadsUpdate> stream() throws InterruptedException {
        StreamObserver<WorkloadsUpdate> stream = streams.poll(20, TimeUnit.SECONDS);
        assertThat(stream).as("a stream was opened").isNotNull();
        return stream;
    }

    private boolean has(String name) {
        return client.workloads().get().get(new WorkloadKey("shop", "pod", name)) != null;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(5); // real sockets
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static WorkloadsUpdate update(boolean reset, String... names) {
        WorkloadsUpdate.Builder update = WorkloadsUpdate.newBuilder().setReset(reset);
        for (String name : names) {
            update.addApply(message(name));
        }
        return update.build();
    }

    private static Workload message(String name) {
        return Workload.newBuilder()
                .setId(id(name))
                .setOwnerKind("Deployment")
                .setOwnerName(name)
                .setIdentity(name + ".shop")
                .setAdmin(TcpAddress.newBuilder()
                        .setIp(IPAddress.newBuilder().setIpv4(0x0A2A0007))
                        .setPort(4191))
                .setTap(TcpAddress.newBuilder()
                        .setIp(IPAddress.newBuilder().setIpv4(0x0A2A0007))
                        .setPort(4190))
                .setServiceAccount(name + "-account")
                .putLabels("app", name)
                .setReady(true)
                .setMeshed(true)
                .build();
    }

    private static WorkloadId id(String name) {
        return WorkloadId.newBuilder()
                .setNamespace("shop")
                .setKind("pod")
                .setName(name)
                .build();
    }

    private Server serve() {
        try {
            return Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .addService(new WorkloadsGrpc.WorkloadsImplBase() {
                        @Override
                        public void watch(WatchRequest request, StreamObserver<WorkloadsUpdate> out) {
                            streams.add(out);
                        }
                    })
                    .build()
                    .start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
