package io.weft.benchmarks;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A unary call for each question. One thread. */
record EchoCalls(ManagedChannel channel) implements Asking {
    private static final int TIMEOUT_SECONDS = 10;

    @Override
    public Optional<String> ask() {
        try {
            CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return Echo.complaint(ClientCalls.blockingUnaryCall(channel, Echo.UNARY, options, Echo.message()));
        } catch (StatusRuntimeException e) {
            return Optional.of(e.getStatus().toString());
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
