package io.weft.examples;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.weft.examples.api.CastRequest;
import io.weft.examples.api.CastResponse;
import io.weft.examples.api.ResultsRequest;
import io.weft.examples.api.Tally;
import io.weft.examples.api.VotesGrpc;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Counts votes, refuses a share of them on purpose, and tells every listener the counts at a steady pace. */
final class Votes extends VotesGrpc.VotesImplBase {
    /** How a refusal on purpose is told from anything that went wrong. */
    static final Status REFUSED = Status.FAILED_PRECONDITION.withDescription("vote refused on purpose");

    private static final int MOST_ITEMS = 100;

    private final SteadyShare refusals;
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final Set<StreamObserver<Tally>> listeners = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pace").factory());

    private Votes(double failureShare) {
        refusals = new SteadyShare(failureShare);
    }

    static Program start(Options options) throws IOException {
        Votes votes = new Votes(options.number("failure-share", 0.1, 0, 1));
        long paceMillis = (long) options.number("pace-ms", 500, 10, 60_000);
        Program port = GrpcPort.start(options.port(9000), votes, votes::endListeners);
        var _ = votes.pace.scheduleAtFixedRate(votes::tell, paceMillis, paceMillis, TimeUnit.MILLISECONDS);
        return port;
    }

    @Override
    public void cast(CastRequest request, StreamObserver<CastResponse> reply) {
        if (refusals.next()) {
            reply.onError(REFUSED.asRuntimeException());
            return;
        }
        if (counts.size() >= MOST_ITEMS && !counts.containsKey(request.getItemId())) {
            reply.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("too many different items")
                    .asRuntimeException());
            return;
        }
        long votes = counts.merge(request.getItemId(), 1L, Long::sum);
        reply.onNext(CastResponse.newBuilder().setVotes(votes).build());
        reply.onCompleted();
    }

    @Override
    public void results(ResultsRequest request, StreamObserver<Tally> listener) {
        ((ServerCallStreamObserver<Tally>) listener).setOnCancelHandler(() -> listeners.remove(listener));
        synchronized (listener) {
            listener.onNext(tally());
        }
        listeners.add(listener);
    }

    private void tell() {
        Tally now = tally();
        for (StreamObserver<Tally> listener : listeners) {
            synchronized (listener) {
                if (listeners.contains(listener) && isReady(listener)) { // a slow one skips to the newest
                    listener.onNext(now);
                }
            }
        }
    }

    private void endListeners() {
        pace.shutdownNow();
        for (StreamObserver<Tally> listener : List.copyOf(listeners)) {
            synchronized (listener) {
                if (listeners.remove(listener)) {
                    listener.onCompleted();
                }
            }
        }
    }

    private static boolean isReady(StreamObserver<Tally> listener) {
        return ((ServerCallStreamObserver<Tally>) listener).isReady();
    }

    private Tally tally() {
        return Tally.newBuilder().putAllVotes(counts).build();
    }
}
