package io.weft.benchmarks.plane;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.weft.benchmarks.BenchmarkException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Many proxies: each with a connection of its own, and a stream for each Service it watches. A stream that ends is asked for
 * again as the sidecar does, with its pauses.
 *
 * <p>Threading: the main thread; the streams belong to two event loops.
 */
final class Proxies implements AutoCloseable {
    private static final int LOOPS = 2;
    /** How many connections are made before the answers to the first are waited for. */
    private static final int AT_ONCE = 100;

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(4);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(LOOPS, NioIoHandler.newFactory());
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<WatchedService> streams = new ArrayList<>();
    private final List<Hearing.Ear> ears = new ArrayList<>();
    private final AtomicInteger unanswered = new AtomicInteger();

    /** Connects, and waits until every stream has its first answer. */
    static Proxies open(int port, int count, int watched, World world, Hearing hearing, RandomGenerator random) {
        Proxies proxies = new Proxies();
        for (int proxy = 0; proxy < count; proxy++) {
            proxies.connect(port, proxy, watched, world, hearing, random);
            if (proxy % AT_ONCE == AT_ONCE - 1) {
                proxies.awaitAnswers();
            }
        }
        proxies.awaitAnswers();
        return proxies;
    }

    private void connect(int port, int proxy, int watched, World world, Hearing hearing, RandomGenerator random) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .eventLoopGroup(loops)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .maxInboundMessageSize(16 << 20)
                .build();
        channels.add(channel);
        Hearing.Ear ear = hearing.new Ear();
        ears.add(ear);
        String token = "{\"ns\":\"%s\",\"nodeName\":\"%s\",\"pod\":\"client-%d\"}"
                .formatted(World.NAMESPACE, World.node(proxy), proxy);
        // The busy one, and others in turn, so that all are watched and neighbours share some.
        IntStream.range(0, watched)
                .map(each -> each == 0 ? 0 : 1 + (proxy * 7 + each) % (world.services() - 1))
                .forEach(service -> streams.add(new WatchedService(
                        channel,
                        World.authority(service),
                        token,
                        service == 0 ? ear : null,
                        unanswered,
                        loops,
                        random)));
        unanswered.addAndGet(watched);
        streams.subList(streams.size() - watched, streams.size()).forEach(WatchedService::open);
    }

    int size() {
        return streams.size();
    }

    /** The fewest pods of the busy Service that any proxy knew since new answers were expected. */
    int least() {
        return ears.stream().mapToInt(Hearing.Ear::least).min().orElse(0);
    }

    /** From now on all streams count as unanswered, until they are answered after they have ended once more. */
    void expectNewAnswers() {
        unanswered.set(streams.size());
        streams.forEach(WatchedService::expectNewAnswer);
        ears.forEach(Hearing.Ear::countAnew);
    }

    void awaitAnswers() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (unanswered.get() > 0) {
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException(unanswered + " of " + streams.size() + " streams were never answered: "
                        + streams.stream()
                                .map(WatchedService::trouble)
                                .filter(text -> !text.isEmpty())
                                .findFirst()
                                .orElse("silence"));
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        streams.forEach(WatchedService::close);
        channels.forEach(ManagedChannel::shutdownNow);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
