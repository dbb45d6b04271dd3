package io.weft.benchmarks.plane;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoopGroup;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.GetDestination;
import io.weft.api.destination.Update;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a proxy, opened again whenever it ends.
 *
 * <p>Threading: {@link #open} and {@link #close} from any thread; answers arrive on the connection's event loop.
 */
final class WatchedService {
    /** The sidecar's pauses between attempts. */
    private static final long FIRST_PAUSE_NANOS = 100_000_000;

    private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;
    private static final double JITTER = 0.1;

    private final Channel channel;
    private final GetDestination question;
    private final Hearing.@Nullable Ear ear;
    private final AtomicInteger unanswered;
    private final EventLoopGroup loops;
    private final RandomGenerator random;
    private volatile boolean expected = true; // an answer is, and is counted
    private volatile @Nullable ClientCall<GetDestination, Update> call;
    private volatile boolean closed;
    private volatile String trouble = "";
    private int failures;

    WatchedService(
            Channel channel,
            String authority,
            String token,
            Hearing.@Nullable Ear ear,
            AtomicInteger unanswered,
            EventLoopGroup loops,
            RandomGenerator random) {
        this.channel = channel;
        this.question = GetDestination.newBuilder()
                .setPath(authority)
                .setContextToken(token)
                .build();
        this.ear = ear;
        this.unanswered = unanswered;
        this.loops = loops;
        this.random = random;
    }

    void open() {
        ClientCall<GetDestination, Update> opened =
                channel.newCall(DestinationGrpc.getGetMethod(), CallOptions.DEFAULT.withWaitForReady());
        call = opened;
        if (ear != null) {
            ear.again();
        }
        opened.start(new Listener(), new Metadata());
        opened.request(Integer.MAX_VALUE);
        opened.sendMessage(question);
        opened.halfClose();
    }

    void expectNewAnswer() {
        expected = true;
    }

    /** Why it ended last; empty if it never did. */
    String trouble() {
        return trouble;
    }

    void close() {
        closed = true;
        ClientCall<GetDestination, Update> last = call;
        if (last != null) {
            last.cancel("the run is over", null);
        }
    }

    private final class Listener extends ClientCall.Listener<Update> {
        private boolean answered;

        @Override
        public void onMessage(Update update) {
            failures = 0;
            if (ear != null) {
                ear.hear(update);
            }
            if (!answered && expected) {
                expected = false;
                unanswered.decrementAndGet();
            }
            answered = true;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!closed) {
                trouble = status.toString();
                long pause = Math.min(FIRST_PAUSE_NANOS << Math.min(failures++, 20), LONGEST_PAUSE_NANOS);
                var _ = loops.schedule(
                        WatchedService.this::open,
                        (long) (pause * (1 + JITTER * random.nextDouble())),
                        TimeUnit.NANOSECONDS);
            }
        }
    }
}
