package io.weft.proxy.control;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.weft.core.Ticker;
import io.weft.proxy.telemetry.BalancerMeter;

/**
 * Counts the calls to one control-plane service that wait for a connection to one of its servers, and for how long: from the
 * call to the moment it goes out.
 *
 * <p>Threading: any thread.
 *
 * @see "metrics, 7: balancers"
 */
final class CallQueue implements ClientInterceptor {
    private final BalancerMeter meter;
    private final Ticker ticker;

    CallQueue(BalancerMeter meter, Ticker ticker) {
        this.meter = meter;
        this.ticker = ticker;
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return next.newCall(method, options.withStreamTracerFactory(new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
                return new Wait();
            }
        }));
    }

    /** Of one call. Over once. */
    private final class Wait extends ClientStreamTracer {
        private final long since = ticker.nanoTime();
        private boolean over;

        Wait() {
            meter.queued();
        }

        @Override
        public synchronized void streamCreated(Attributes transport, Metadata headers) {
            if (!over) {
                over = true;
                meter.served(ticker.nanoTime() - since);
            }
        }

        @Override
        public synchronized void streamClosed(Status status) {
            if (!over) {
                over = true;
                meter.gaveUp();
            }
        }
    }
}
