package io.weft.viz.workload;

import io.grpc.Channel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks destination-service every few seconds whether it is there. A stream on which nothing happens cannot tell, and the
 * keep-alive of its connection is answered by our own sidecar.
 *
 * <p>Threading: safe from any thread; answers arrive on gRPC's.
 */
public final class DestinationPulse {
    private static final Logger LOG = LoggerFactory.getLogger(DestinationPulse.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HealthGrpc.HealthStub health;
    private final ScheduledExecutorService timer;
    private final Duration interval;
    private final AtomicBoolean answering = new AtomicBoolean();

    /**
     * Asks nobody yet. Channel and timer stay the caller's.
     *
     * @param interval between two questions; positive
     */
    public DestinationPulse(Channel channel, ScheduledExecutorService timer, Duration interval) {
        health = HealthGrpc.newStub(channel);
        this.timer = timer;
        this.interval = interval;
    }

    /** Goes on until the timer is shut down. */
    public void open() {
        var _ = timer.scheduleAtFixedRate(this::ask, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the last question was answered. */
    public boolean isAnswering() {
        return answering.get();
    }

    private void ask() {
        health.withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .check(HealthCheckRequest.getDefaultInstance(), new Reader());
    }

    private final class Reader implements StreamObserver<HealthCheckResponse> {
        @Override
        public void onNext(HealthCheckResponse answer) {
            answering.set(true);
        }

        @Override
        public void onError(Throwable failure) {
            if (answering.getAndSet(false)) {
                LOG.warn("destination-service does not answer any more: {}", failure.getMessage());
            }
        }

        @Override
        public void onCompleted() {
            // the answer has said it
        }
    }
}
