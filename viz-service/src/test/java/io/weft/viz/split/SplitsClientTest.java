package io.weft.viz.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.SplitLeaf;
import io.weft.api.mesh.SplitService;
import io.weft.api.mesh.SplitsGrpc;
import io.weft.api.mesh.SplitsRequest;
import io.weft.api.mesh.SplitsUpdate;
import io.weft.viz.split.Split.Leaf;
import io.weft.viz.split.Split.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SplitsClientTest {
    private final BlockingQueue<StreamObserver<SplitsUpdate>> streams = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Server server = serve();
    private final ManagedChannel channel = Grpc.newChannelBuilder(
                    "127.0.0.1:" + server.getPort(), InsecureChannelCredentials.create())
            .build();
    private final SplitsClient client = new SplitsClient(channel, timer);

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
    void everyUpdateReplacesTheOneBeforeAndTheLastStaysWhileTheServiceIsAway() throws Exception {
        StreamObserver<SplitsUpdate> stream = stream();
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

        stream().onNext(SplitsUpdate.getDefaultInstance());
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

    private StreamObserver<SplitsUpdate> stream() throws InterruptedException {
        StreamObserver<SplitsUpdate> stream = streams.poll(20, TimeUnit.SECONDS);
        assertThat(stream).as("a stream was opened").isNotNull();
        return stream;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(5); // real sockets
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private Server serve() {
        try {
            return Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .addService(new SplitsGrpc.SplitsImplBase() {
                        @Override
                        public void watch(SplitsRequest request, StreamObserver<SplitsUpdate> out) {
                            streams.add(out);
                        }
                    })
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
