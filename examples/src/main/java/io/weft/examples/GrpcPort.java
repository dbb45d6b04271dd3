package io.weft.examples;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A plaintext gRPC server; encryption is somebody else's business. */
final class GrpcPort implements Program {
    private final Server server;
    private final Runnable beforeDrain;

    private GrpcPort(Server server, Runnable beforeDrain) {
        this.server = server;
        this.beforeDrain = beforeDrain;
    }

    /** {@code beforeDrain} ends the streams that would never end by themselves. */
    static GrpcPort start(int port, BindableService service, Runnable beforeDrain) throws IOException {
        Server server = NettyServerBuilder.forPort(port)
                .addService(service)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .build();
        return new GrpcPort(server.start(), beforeDrain);
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdown();
        beforeDrain.run();
        try {
            if (!server.awaitTermination(5, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
