package io.weft.viz.tap;

import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.weft.api.tap.TapEvent;
import io.weft.api.tap.TapGrpc;
import io.weft.core.Ticker;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one sidecar's traffic until closed: asks for a second's worth, and when that has been told and the second is over, for
 * the next. Requests of before that have not ended go on to be told of meanwhile.
 *
 * <p>Plaintext: the sidecar beside us encrypts, and is told whom it must find there.
 *
 * <p>Threading: safe from any thread; events are handed on under this object's lock, one at a time.
 */
final class SidecarTapClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SidecarTapClient.class);
    private static final Metadata.Key<String> REQUIRE_ID =
            Metadata.Key.of("l5d-require-id", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int MOST_CALLS = 8;

    private final InetSocketAddress address;
    private final ManagedChannel channel;
    private final TapGrpc.TapStub stub;
    private final TapQuestion question;
    private final IntSupplier limit;
    private final ScheduledExecutorService timer;
    private final Ticker ticker;
    private final Consumer<TapEvent> sink;
    private final Context.CancellableContext life = Context.ROOT.withCancellation();
    private int calls; // guarded by this; under way
    private boolean waiting; // guarded by this; until one of them ends
    private boolean told; // guarded by this; that nobody answers

    /**
     * Asks nothing yet.
     *
     * @param identity what the sidecar must prove; empty: anything
     * @param limit requests a second, asked for anew each time
     * @param sink must not block
     */
    SidecarTapClient(
            InetSocketAddress address,
            String identity,
            TapQuestion question,
            IntSupplier limit,
            ScheduledExecutorService timer,
            Ticker ticker,
            Consumer<TapEvent> sink) {
        this.address = address;
        this.question = question;
        this.limit = limit;
        this.timer = timer;
        this.ticker = ticker;
        this.sink = sink;
        channel = Grpc.newChannelBuilderForAddress(
                        address.getAddress().getHostAddress(), address.getPort(), InsecureChannelCredentials.create())
                .build();
        Metadata headers = new Metadata();
        if (!identity.isEmpty()) {
            headers.put(REQUIRE_ID, identity);
        }
        stub = TapGrpc.newStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    void open() {
        synchronized (this) {
            if (calls >= MOST_CALLS) {
                waiting = true;
                return;
            }
            calls++;
        }
        int most = limit.getAsInt();
        life.run(() -> stub.observe(QuestionTranslator.observe(question, most), new Reader(most)));
    }

    private void later(Duration wait) {
        if (life.isCancelled()) {
            return;
        }
        try {
            var _ = timer.schedule(this::open, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("not looking at {} again, the service is closing", address);
        }
    }

    private synchronized boolean ended() {
        calls--;
        boolean waited = waiting;
        waiting = false;
        return waited;
    }

    private synchronized void hand(TapEvent event) {
        told = false;
        if (!life.isCancelled()) {
            sink.accept(event);
        }
    }

    private synchronized void complain(Status why) {
        if (!told && !life.isCancelled()) {
            told = true;
            LOG.info("the sidecar at {} does not show its traffic ({}); asking on", address, why);
        }
    }

    @Override
    public void close() {
        life.cancel(null);
        channel.shutdownNow();
    }

    /** One call's. gRPC calls it one event at a time. */
    private final class Reader implements StreamObserver<TapEvent> {
        private final long began = ticker.nanoTime();
        private int left;
        private boolean followed;

        Reader(int limit) {
            left = limit;
        }

        @Override
        public void onNext(TapEvent event) {
            hand(event);
            if (event.getHttp().hasRequestInit()) {
                left--;
                if (left == 0) {
                    follow();
                }
            }
        }

        @Override
        public void onError(Throwable failure) {
            complain(Status.fromThrowable(failure));
            boolean waited = ended();
            if (!followed || waited) {
                later(WINDOW);
            }
        }

        @Override
        public void onCompleted() {
            boolean waited = ended();
            if (!followed) {
                follow();
            } else if (waited) {
                later(Duration.ZERO);
            }
        }

        private void follow() {
            followed = true;
            Duration gone = Duration.ofNanos(ticker.nanoTime() - began);
            later(gone.compareTo(WINDOW) < 0 ? WINDOW.minus(gone) : Duration.ZERO);
        }
    }
}
