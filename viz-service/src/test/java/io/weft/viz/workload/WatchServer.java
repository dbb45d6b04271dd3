package io.weft.viz.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stands for destination-service: a test answers the watches that a client opens. Thread-safe.
 *
 * @param <U> an update
 */
public final class WatchServer<U> implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<StreamObserver<U>> streams = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Server server;
    private final ManagedChannel channel;

    /** {@code service} hands every stream that is opened to what it is given. */
    public WatchServer(Function<Consumer<StreamObserver<U>>, BindableService> service) {
        server = serve(service.apply(streams::add));
        channel = Grpc.newChannelBuilder("127.0.0.1:" + server.getPort(), InsecureChannelCredentials.create())
                .build();
    }

    public Channel channel() {
        return channel;
    }

    public ScheduledExecutorService timer() {
        return timer;
    }

    /** The next one that was opened. */
    public StreamObserver<U> stream() throws InterruptedException {
        StreamObserver<U> stream = streams.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(stream).as("a stream was opened").isNotNull();
        return stream;
    }

    /** Returns once it is so. */
    public static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(5); // real sockets
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        channel.shutdownNow();
        server.shutdownNow();
    }

    private static Server serve(BindableService service) {
        try {
            return Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
