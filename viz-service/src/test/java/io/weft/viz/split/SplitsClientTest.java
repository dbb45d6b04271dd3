package io.weft.viz.split;

import static io.weft.viz.workload.WatchServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.SplitLeaf;
import io.weft.api.mesh.SplitService;
import io.weft.api.mesh.SplitsGrpc;
import io.weft.api.mesh.SplitsRequest;
import io.weft.api.mesh.SplitsUpdate;
import io.weft.viz.split.Split.Leaf;
import io.weft.viz.split.Split.Target;
import io.weft.viz.workload.WatchServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SplitsClientTest {
    private final WatchServer<SplitsUpdate> server = new WatchServer<>(opened -> new SplitsGrpc.SplitsImplBase() {
        @Override
        public void watch(SplitsRequest request, StreamObserver<SplitsUpdate> out) {
            opened.accept(out);
        }
    });
    private final SplitsClient client = new SplitsClient(server.channel(), server.timer());

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
    void everyUpdateReplacesTheOneBeforeAndTheLastStaysWhileTheServiceIsAway() throws Exception {
        StreamObserver<SplitsUpdate> stream = server.stream();
        stream.onNext(update("web", 90, 10));
        await(() -> client.isConnected() && !client.splits().isEmpty());
        assertThat(client.splits())
                .containsExactly(new Split(
                        "TrafficSplit",
                        "shop",
                        "canary",
                        0,
                        1,
                        new Target("shop", "web"),
                        List.of(
                                new Leaf(new Target("shop", "web"), 8080, 90),
                                new Leaf(new Target("shop", "web-next"), 8080, 10)),
                        false));

        stream.onCompleted();
        await(() -> !client.isConnected());
        assertThat(client.splits()).hasSize(1);

        server.stream().onNext(SplitsUpdate.getDefaultInstance());
        await(() -> client.splits().isEmpty());
    }

    private static SplitsUpdate update(String service, long stable, long next) {
        SplitsUpdate.Builder update = SplitsUpdate.newBuilder();
        update.addSplitsBuilder()
                .setKind("TrafficSplit")
                .setNamespace("shop")
                .setName("canary")
                .setRules(1)
                .setService(service(service))
                .addLeaves(leaf(service, stable))
                .addLeaves(leaf(service + "-next", next));
        return update.build();
    }

    private static SplitLeaf leaf(String name, long weight) {
        return SplitLeaf.newBuilder()
                .setService(service(name))
                .setPort(8080)
                .setWeight(weight)
                .build();
    }

    private static SplitService service(String name) {
        return SplitService.newBuilder().setNamespace("shop").setName(name).build();
    }
}
