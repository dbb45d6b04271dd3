package io.weft.proxy.tap.serve;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.util.concurrent.EventExecutor;
import io.weft.api.tap.ObserveRequest;
import io.weft.api.tap.TapEvent;
import io.weft.api.tap.TapGrpc;
import io.weft.proxy.tap.TapWatch;
import io.weft.proxy.tap.Taps;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Answers {@code Observe}: a stream of events, never faster than it is read, which ends when the limit is reached and the last
 * of those requests has ended.
 *
 * <p>Threading: the executor, one call at a time.
 *
 * @see "proxy-behaviour, 10: tap server"
 */
final class TapCalls extends TapGrpc.TapImplBase {
    /** What happens meanwhile is told together: each waking of the loop, and each write, costs the workload more than an event. */
    private static final Duration GATHERING = Duration.ofMillis(20);

    private final Taps taps;
    private final EventExecutor loop;

    /** {@code loop}: runs one thing after the other; calls arrive on it too. */
    TapCalls(Taps taps, EventExecutor loop) {
        this.taps = taps;
        this.loop = loop;
    }

    @Override
    public void observe(ObserveRequest request, StreamObserver<TapEvent> answers) {
        TapWatch.Wish wish;
        try {
            wish = wish(request);
        } catch (IllegalArgumentException malformed) {
            answers.onError(Status.INVALID_ARGUMENT
                    .withDescription(malformed.getMessage())
                    .asRuntimeException());
            return;
        }
        new Delivery((ServerCallStreamObserver<TapEvent>) answers).begin(wish);
    }

    private static TapWatch.Wish wish(ObserveRequest request) {
        if (request.getLimit() == 0) {
            throw new IllegalArgumentException("the limit must be positive");
        }
        return new TapWatch.Wish(
                Integer.toUnsignedLong(request.getLimit()),
                MatchTranslator.match(request),
                request.getExtract().getHttp().hasHeaders());
    }

    /** From one watch to its call. */
    private final class Delivery {
        private final ServerCallStreamObserver<TapEvent> call;
        private final AtomicReference<Optional<TapWatch>> watch = new AtomicReference<>(Optional.empty());
        private final AtomicBoolean scheduled = new AtomicBoolean();
        private boolean over; // the loop's

        Delivery(ServerCallStreamObserver<TapEvent> call) {
            this.call = call;
        }

        void begin(TapWatch.Wish wish) {
            call.setOnReadyHandler(this::deliver);
            call.setOnCancelHandler(this::end);
            Optional<TapWatch> added = taps.add(wish, this::wake);
            watch.set(added);
            if (added.isEmpty()) {
                over = true;
                call.onError(Status.RESOURCE_EXHAUSTED
                        .withDescription("too many observers look at this proxy already")
                        .asRuntimeException());
            }
        }

        private void wake() {
            if (scheduled.compareAndSet(false, true)) {
                loop.schedule(this::deliver, GATHERING.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void deliver() {
            scheduled.set(false);
            Optional<TapWatch> from = watch.get();
            if (over || from.isEmpty()) {
                return;
            }
            while (call.isReady()) {
                io.weft.proxy.tap.TapEvent event = from.get().poll();
                if (event == null) {
                    break;
                }
                call.onNext(EventTranslator.event(event));
            }
            if (from.get().finished()) {
                end();
                call.onCompleted();
            }
        }

        private void end() {
            over = true;
            watch.get().ifPresent(taps::remove);
        }
    }
}
