package io.weft.examples;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

/** Plaintext gRPC channels; a name that cannot be resolved yet is asked for again and again. */
final class Channels {
    private Channels() {}

    static ManagedChannel open(String target) {
        return NettyChannelBuilder.forTarget("dns:///" + target)
                .usePlaintext()
                .intercept(new TraceParent())
                .build();
    }
}
