package io.weft.service.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.api.weftidentity.Bundle;
import io.weft.api.weftidentity.TrustBundleGrpc;
import io.weft.api.weftidentity.WatchRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How the end of a call is counted. */
class GrpcMeterTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<ServerCall<WatchRequest, Bundle>> served = new AtomicReference<>();
    private final ServerCall.Listener<WatchRequest> listener = new GrpcMeter(registry, nanos::get)
            .interceptCall(new Silent(), new Metadata(), (call, headers) -> {
                served.set(call);
                return new ServerCall.Listener<>() {};
            });

    @Test
    void streamWhoseCallerLeavesIsHandledAsCancelled() {
        nanos.set(5_000);
        listener.onCancel();

        assertThat(handled("Cancelled")).isEqualTo(1);
        assertThat(registry.get("grpc.server.handling").timer().totalTime(TimeUnit.NANOSECONDS))
                .isEqualTo(5_000);
    }

    @Test
    void callThatIsClosedAndThenCancelledIsHandledOnce() {
        served.get().close(Status.OK, new Metadata());
        listener.onCancel();

        assertThat(handled("OK")).isEqualTo(1);
        assertThat(registry.get("grpc.server.handling").timer().count()).isEqualTo(1);
    }

    private double handled(String code) {
        return registry.get("grpc.server.handled")
                .tag("grpc_code", code)
                .counter()
                .count();
    }

    /** A call that goes nowhere. */
    private static final class Silent extends ServerCall<WatchRequest, Bundle> {
        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(Bundle message) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<WatchRequest, Bundle> getMethodDescriptor() {
            return TrustBundleGrpc.getWatchMethod();
        }
    }
}
