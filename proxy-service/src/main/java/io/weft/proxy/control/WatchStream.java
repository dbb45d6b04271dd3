package io.weft.proxy.control;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.weft.core.Latest;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.ProxyConfig.ControlStreams;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watch over a server stream: asks, folds the answers, and asks again after every end that is not final. The last value
 * stays in force meanwhile, and for ever once an end was final.
 *
 * <p>Threading: state belongs to the event loop, on which gRPC calls back too; {@link #close} from any thread.
 *
 * @see "wire-behaviour, 1.3 to 1.6"
 */
final class WatchStream<Q, R, T> implements Watch<T> {
    private static final Logger log = LoggerFactory.getLogger(WatchStream.class);

    private final Question<Q, R> question;
    private final Fold<R, T> fold;
    private final Refusals refusals;
    private final Backoff backoff;
    private final EventLoop loop;
    private final RandomGenerator random;
    private final Latest<Watched<T>> latest = new Latest<>(new Watched.Pending<>());
    private @Nullable WatchCall<Q, R> call;
    private @Nullable ScheduledFuture<?> retry;
    private boolean fresh;
    private volatile boolean settled; // answered, and not interrupted since
    private boolean closed;
    private int failures;

    /** What is asked, where, and for how long at a time. {@code reachable}: whether the channel is connected. */
    record Question<Q, R>(
            Channel channel,
            BooleanSupplier reachable,
            MethodDescriptor<Q, R> method,
            Q request,
            ControlStreams limits) {}

    WatchStream(
            Question<Q, R> question,
            Fold<R, T> fold,
            Refusals refusals,
            Backoff backoff,
            EventLoop loop,
            RandomGenerator random) {
        this.question = question;
        this.fold = fold;
        this.refusals = refusals;
        this.backoff = backoff;
        this.loop = loop;
        this.random = random;
    }

    void start() {
        onLoop(this::open);
    }

    @Override
    public Latest<Watched<T>> latest() {
        return latest;
    }

    @Override
    public boolean current() {
        return settled && question.reachable().getAsBoolean();
    }

    @Override
    public void close() {
        onLoop(() -> {
            closed = true;
            if (retry != null) {
                retry.cancel(false);
            }
            if (call != null) {
                call.cancel();
            }
        });
    }

    private void open() {
        retry = null;
        if (closed) {
            return;
        }
        fresh = true;
        CallOptions options = CallOptions.DEFAULT.withExecutor(loop).withWaitForReady();
        call = new WatchCall<>(question.channel().newCall(question.method(), options), question.limits(), loop, this);
        call.start(question.request());
    }

    /** A message of the open call. */
    void received(R message) {
        failures = 0;
        settled = true;
        Optional<T> next = fold.next(held(), fresh, message);
        if (next.isPresent()) {
            fresh = false;
            latest.set(new Watched.Present<>(next.get()));
        }
    }

    /** The open call is over. */
    void ended(Status status) {
        call = null;
        boolean answer = refusals.areAnswers(status.getCode());
        settled = answer || status.getCode() == Status.Code.NOT_FOUND; // an answer, though one to ask again about
        if (closed) {
            return;
        }
        if (answer) {
            refused(status);
        }
        if (!refusals.areFinal(status.getCode())) {
            askAgain(status);
        }
    }

    private void askAgain(Status status) {
        failures++;
        long wait = backoff.delay(failures, random).toNanos();
        log.debug("{} ended: {}", question.method().getFullMethodName(), status);
        retry = loop.schedule(this::open, wait, TimeUnit.NANOSECONDS);
    }

    private void refused(Status status) {
        String reason = status.getCode() + ": " + String.valueOf(status.getDescription());
        log.debug("{} refused: {}", question.method().getFullMethodName(), reason);
        if (held().isEmpty()) {
            latest.set(new Watched.Ended<>(!refusals.refused().contains(status.getCode()), reason));
        }
    }

    private Optional<T> held() {
        return latest.get() instanceof Watched.Present<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
