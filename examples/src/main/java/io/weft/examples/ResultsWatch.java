package io.weft.examples;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.weft.examples.api.ResultsRequest;
import io.weft.examples.api.Tally;
import io.weft.examples.api.VotesGrpc;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Holds one stream of results open; opens it again, after a second, whenever it ends. */
final class ResultsWatch implements AutoCloseable {
    private static final int AGAIN_SECONDS = 1;

    private final VotesGrpc.VotesStub votes;
    private final Context.CancellableContext life = Context.current().withCancellation();
    private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("results").factory());
    private volatile Optional<Map<String, Long>> latest = Optional.empty();

    ResultsWatch(Channel channel) {
        votes = VotesGrpc.newStub(channel).withWaitForReady();
    }

    void open() {
        life.run(() -> votes.results(ResultsRequest.getDefaultInstance(), new Reader()));
    }

    /** The last counts heard; empty until the first. */
    Optional<Map<String, Long>> latest() {
        return latest;
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
            latest = Optional.of(tally.getVotesMap());
        }

        @Override
        public void onError(Throwable failure) {
            openAgain();
        }

        @Override
        public void onCompleted() {
            openAgain();
        }
    }
}
