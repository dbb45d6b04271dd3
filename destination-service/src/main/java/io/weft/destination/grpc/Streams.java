package io.weft.destination.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.core.Latest;
import io.weft.destination.answers.Watch;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * All open streams: ties each to the watch behind it, and ends them in order when the service stops.
 *
 * <p>Threading: safe from any thread. Answers reach callers on {@code executor}, never under an index's lock.
 */
public final class Streams implements AutoCloseable {
    /** Updates that may wait for one slow caller. */
    static final int QUEUE_LIMIT = 100;

    private final Executor executor;
    private final MeterRegistry registry;
    private final Set<Outlet<?>> open = ConcurrentHashMap.newKeySet();

    /** @param executor runs what is to be said to callers */
    public Streams(Executor executor, MeterRegistry registry) {
        this.executor = executor;
        this.registry = registry;
    }

    StreamMeter meter(String method) {
        return new StreamMeter(registry, method);
    }

    /** Must be called before the call's method returns. */
    <M> Outlet<M> outlet(StreamObserver<M> caller, StreamMeter meter) {
        return new Outlet<>((ServerCallStreamObserver<M>) caller, QUEUE_LIMIT, meter);
    }

    /**
     * Keeps a caller informed until its stream ends.
     *
     * @param watch closed when the stream ends
     * @param teller hears the first answer and every later one it is quick enough for; what it throws ends the stream
     */
    <A> void connect(Outlet<?> outlet, Watch<A> watch, StreamMeter meter, Consumer<A> teller) {
        open.add(outlet);
        meter.opened();
        Latest.Subscription subscription = watch.latest().subscribe(executor, answer -> tell(outlet, teller, answer));
        outlet.onEnd(() -> {
            open.remove(outlet);
            meter.closed();
            subscription.cancel();
            watch.close();
        });
    }

    private static <A> void tell(Outlet<?> outlet, Consumer<A> teller, A answer) {
        try {
            teller.accept(answer);
        } catch (RuntimeException refusal) {
            outlet.fail(refusal);
        }
    }

    /** Ends every stream with OK, so that callers turn to another replica without counting an error. */
    @Override
    public void close() {
        List.copyOf(open).forEach(Outlet::complete);
    }
}
