package io.weft.viz.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.ServicesGrpc;
import io.weft.api.mesh.ServicesRequest;
import io.weft.api.mesh.ServicesUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServicesClientTest {
    private final BlockingQueue<StreamObserver<ServicesUpdate>> streams = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Server server = serve();
    private final ManagedChannel channel = Grpc.newChannelBuilder(
                    "127.0.0.1:" + server.getPort(), InsecureChannelCredentials.create())
            .build();
    private final ServicesClient client = new ServicesClient(channel, timer);

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
        StreamObserver<ServicesUpdate> stream = stream();
        ServicesUpdate.Builder update = ServicesUpdate.newBuilder();
        update.addServicesBuilder().setNamespace("shop").setName("web").putSelector("app", "web");
        update.addServicesBuilder().setNamespace("shop").setName("web-west").setMirrorOf("west");
        stream.onNext(update.build());
        KnownServices told = new KnownServices(List.of(
                new KnownService("shop", "web", Map.of("app", "web"), ""),
                new KnownService("shop", "web-west", Map.of(), "west")));
        await(() -> client.services().get().equals(told));

        stream.onCompleted();
        StreamObserver<ServicesUpdate> next = stream();
        assertThat(client.services().get()).isEqualTo(told);

        next.onNext(ServicesUpdate.getDefaultInstance());
        await(() -> client.services().get().equals(KnownServices.NONE));
    }

    private StreamObserver<ServicesUpdate> stream() throws InterruptedException {
        StreamObserver<ServicesUpdate> stream = streams.poll(20, TimeUnit.SECONDS);
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
                    .addService(new ServicesGrpc.ServicesImplBase() {
                        @Override
                        public void watch(ServicesRequest request, StreamObserver<ServicesUpdate> out) {
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
