package io.weft.viz.workload;

import static io.weft.viz.workload.WatchServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.WatchRequest;
import io.weft.api.mesh.Workload;
import io.weft.api.mesh.WorkloadId;
import io.weft.api.mesh.WorkloadsGrpc;
import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.api.net.IPAddress;
import io.weft.api.net.TcpAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkloadsClientTest {
    private final WatchServer<WorkloadsUpdate> server =
            new WatchServer<>(opened -> new WorkloadsGrpc.WorkloadsImplBase() {
                @Override
                public void watch(WatchRequest request, StreamObserver<WorkloadsUpdate> out) {
                    opened.accept(out);
                }
            });
    private final WorkloadsClient client = new WorkloadsClient(server.channel(), server.timer());

    @BeforeEach
    void open() {
        client.open();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void updatesAreAppliedInOrder() throws Exception {
        StreamObserver<WorkloadsUpdate> stream = server.stream();
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
        StreamObserver<WorkloadsUpdate> first = server.stream();
        first.onNext(update(true, "web"));
        await(() -> has("web"));

        first.onError(Status.UNAVAILABLE.asRuntimeException());
        StreamObserver<WorkloadsUpdate> second = server.stream();
        assertThat(has("web")).isTrue();
        second.onNext(update(true, "votes"));

        await(() -> has("votes"));
        assertThat(has("web")).isFalse();
    }

    @Test
    void streamThatEndsInPeaceIsOpenedAgain() throws Exception {
        server.stream().onCompleted();

        server.stream().onNext(update(true, "web"));

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

    private boolean has(String name) {
        return client.workloads().get().get(new WorkloadKey("shop", "pod", name)) != null;
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
}
