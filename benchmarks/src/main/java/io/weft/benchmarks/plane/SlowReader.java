package io.weft.benchmarks.plane;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.GetDestination;
import io.weft.api.destination.Update;

/** A proxy that asks for the busy Service and reads nothing of the answer. */
final class SlowReader implements AutoCloseable {
    /** What the server may send before it has to wait. */
    private static final int WINDOW = 1024;

    private final ManagedChannel channel;

    private SlowReader(ManagedChannel channel) {
        this.channel = channel;
    }

    static SlowReader open(int port) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .flowControlWindow(WINDOW)
                .build();
        ask(channel);
        return new SlowReader(channel);
    }

    private static void ask(ManagedChannel channel) {
        ClientCall<GetDestination, Update> call =
                channel.newCall(DestinationGrpc.getGetMethod(), CallOptions.DEFAULT.withWaitForReady());
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        if (status.isOk()) {
                            ask(channel); // sent away, it begins afresh
                        }
                    }
                },
                new Metadata());
        call.request(1);
        call.sendMessage(GetDestination.newBuilder().setPath(World.authority(0)).build());
        call.halfClose();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
