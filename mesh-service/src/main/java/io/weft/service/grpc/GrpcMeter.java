package io.weft.service.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.core.Ticker;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts calls as Linkerd's control plane does: {@code grpc_server_started}, {@code _handled}, {@code _handling_seconds},
 * {@code _msg_received} and {@code _msg_sent}.
 *
 * <p>Threading: safe from any thread.
 *
 * @see "control-plane, 9: metrics"
 */
final class GrpcMeter implements ServerInterceptor {
    private final MethodMeters meters;
    private final Ticker ticker;

    GrpcMeter(MeterRegistry registry, Ticker ticker) {
        this.meters = new MethodMeters(registry);
        this.ticker = ticker;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        MethodDescriptor<Q, R> method = call.getMethodDescriptor();
        MethodMeters.Meters meter = meters.of(method);
        meter.started().increment();
        Counted<Q, R> counted = new Counted<>(call, meter, ticker);
        return new SimpleForwardingServerCallListener<>(next.startCall(counted, headers)) {
            @Override
            public void onMessage(Q message) {
                meter.received().increment();
                super.onMessage(message);
            }

            @Override
            public void onCancel() {
                counted.ended(Status.Code.CANCELLED);
                super.onCancel();
            }
        };
    }

    private static final class Counted<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final MethodMeters.Meters meter;
        private final Ticker ticker;
        private final long start;
        private final AtomicBoolean ended = new AtomicBoolean();

        Counted(ServerCall<Q, R> call, MethodMeters.Meters meter, Ticker ticker) {
            super(call);
            this.meter = meter;
            this.ticker = ticker;
            this.start = ticker.nanoTime();
        }

        @Override
        public void sendMessage(R message) {
            meter.sent().increment();
            super.sendMessage(message);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            ended(status.getCode());
            super.close(status, trailers);
        }

        /** A caller who leaves ends a call that nobody closes, or one that is being closed. */
        void ended(Status.Code code) {
            if (ended.compareAndSet(false, true)) {
                meter.handled(code, ticker.nanoTime() - start);
            }
        }
    }
}
