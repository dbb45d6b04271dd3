package io.weft.proxy.control;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.weft.core.Authority;
import io.weft.core.Ticker;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.Outcome;
import io.weft.proxy.telemetry.RequestMeter;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls to one control-plane service, streams among them.
 *
 * <p>Threading: any thread, behind one lock; calls are few.
 *
 * @see "metrics, 1: prefix control_"
 */
final class CallMeter implements ClientInterceptor {
    private static final Metadata.Key<String> CONTENT_TYPE =
            Metadata.Key.of("content-type", Metadata.ASCII_STRING_MARSHALLER);
    private static final int OK = 200;

    private final RequestMeter calls;
    private final Ticker ticker;

    CallMeter(MetricRegistry registry, ControlPlane service, Ticker ticker) {
        Labels tls = service.identity()
                .map(server -> Labels.of("tls", "true", "server_id", server.name()))
                .orElseGet(() -> Labels.of("tls", "no_identity", "no_tls_reason", "loopback"));
        calls = RequestMeter.ofControl(registry, addr(service).and(tls));
        this.ticker = ticker;
    }

    /** Of the service, as configured but for the dot at the end of its name. */
    static Labels addr(ControlPlane service) {
        return Labels.of("addr", new Authority(service.host(), service.address().port()).toString());
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            private volatile boolean left;

            @Override
            public void start(Listener<R> listener, Metadata headers) {
                synchronized (calls) {
                    calls.request();
                }
                super.start(new Measured<>(listener, () -> left), headers);
            }

            // Without a cause nothing was wrong: the answer is not wanted any more.
            @Override
            public void cancel(@Nullable String message, @Nullable Throwable cause) {
                left = cause == null;
                super.cancel(message, cause);
            }
        };
    }

    private final class Measured<R> extends SimpleForwardingClientCallListener<R> {
        private final long started = ticker.nanoTime();
        private final BooleanSupplier left;
        private int status; // of HTTP; 0 while nobody answered
        private boolean measured;

        Measured(ClientCall.Listener<R> listener, BooleanSupplier left) {
            super(listener);
            this.left = left;
        }

        @Override
        public void onHeaders(Metadata headers) {
            status = OK; // gRPC's transport takes no other for an answer
            super.onHeaders(headers);
        }

        @Override
        public void onMessage(R message) {
            measure();
            super.onMessage(message);
        }

        @Override
        public void onClose(Status end, Metadata trailers) {
            boolean answered = trailers.containsKey(CONTENT_TYPE) || (status == OK && end.isOk());
            status = trailers.containsKey(CONTENT_TYPE) ? OK : status;
            measure();
            synchronized (calls) {
                calls.response(outcome(end, answered));
            }
            super.onClose(end, trailers);
        }

        private Outcome outcome(Status end, boolean answered) {
            if (answered) {
                return Outcome.grpc(status, Integer.toString(end.getCode().value()));
            }
            return status == OK && left.getAsBoolean()
                    ? Outcome.left(status, true)
                    : Outcome.broken(status, error(end));
        }

        private void measure() {
            if (!measured) {
                measured = true;
                synchronized (calls) {
                    calls.latency(status, ticker.nanoTime() - started);
                }
            }
        }
    }

    private static String error(Status end) {
        return switch (end.getCode()) {
            case CANCELLED -> "h2(CANCEL)";
            case DEADLINE_EXCEEDED -> "timeout";
            default -> "unclassified";
        };
    }
}
