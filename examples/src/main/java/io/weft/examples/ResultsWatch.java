package io.weft.examples;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.weft.examples.api.ResultsRequest;
import io.weft.examples.api.Tally;
import io.weft.examples.api.VotesGrpc;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Holds one stream of results open; opens it again, after a second, whenever it ends. Votes tells its counts at a steady pace
 * whether they changed or not, so a stream that says nothing for long is as good as none.
 *
 * <p>Threading: safe from any thread; counts arrive on gRPC's.
 */
final class ResultsWatch implements AutoCloseable {
    private static final int AGAIN_SECONDS = 1;

    /** What is known. */
    private sealed interface State {
        /** {@code at} is in nanoseconds of the clock. */
        record Heard(Map<String, Long> counts, long at) implements State {}

        /** Nothing since the stream failed, or since the beginning. */
        record Nothing(Status why) implements State {}
    }

    private final VotesGrpc.VotesStub votes;
    private final Duration mostSilence;
    private final LongSupplier nanoClock;
    private final Context.CancellableContext life = Context.current().withCancellation();
    private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("results").factory());
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile State state = new State.Nothing(Status.UNAVAILABLE.withDescription("no results yet"));

    /**
     * Opens nothing yet. The channel stays the caller's.
     *
     * @param mostSilence counts heard longer ago are not believed any more
     * @param nanoClock as {@link System#nanoTime}
     */
    ResultsWatch(Channel channel, Duration mostSilence, LongSupplier nanoClock) {
        votes = VotesGrpc.newStub(channel).withWaitForReady();
        this.mostSilence = mostSilence;
        this.nanoClock = nanoClock;
    }

    void open() {
        life.run(() -> votes.results(ResultsRequest.getDefaultInstance(), new Reader()));
    }

    /** Returns once something was heard: counts, a failure, or silence for as long as is believed. */
    void awaitFirst() {
        try {
            var _ = begun.await(mostSilence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The last counts heard.
     *
     * @throws StatusRuntimeException if the stream failed and nothing came since, or is silent for too long: the way to votes is
     *     not what it should be, whatever was heard before
     */
    Map<String, Long> latest() {
        return switch (state) {
            case State.Nothing(Status why) -> throw why.asRuntimeException();
            case State.Heard heard -> fresh(heard);
        };
    }

    private Map<String, Long> fresh(State.Heard heard) {
        long silentMillis = TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - heard.at());
        if (silentMillis > mostSilence.toMillis()) {
            throw Status.UNAVAILABLE
                    .withDescription("no results for " + silentMillis + " ms")
                    .asRuntimeException();
        }
        return heard.counts();
    }

    @Override
    public void close() {
        again.shutdownNow();
        life.cancel(null);
    }

    private void openAgain() {
        try {
            var _ = again.schedule(this::open, AGAIN_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException closed) {
            // the end
        }
    }

    private final class Reader implements StreamObserver<Tally> {
        @Override
        public void onNext(Tally tally) {
            state = new State.Heard(tally.getVotesMap(), nanoClock.getAsLong());
            begun.countDown();
        }

        @Override
        public void onError(Throwable failure) {
            state = new State.Nothing(Status.fromThrowable(failure));
            begun.countDown();
            openAgain();
        }

        @Override
        public void onCompleted() {
            openAgain();
        }
    }
}
