package io.weft.examples;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A plaintext gRPC server that says whether it is healthy; encryption is somebody else's business. */
final class GrpcPort implements Program {
    private final Server server;
    private final HealthStatusManager health;
    private final Runnable beforeDrain;

    private GrpcPort(Server server, HealthStatusManager health, Runnable beforeDrain) {
        this.server = server;
        this.health = health;
        this.beforeDrain = beforeDrain;
    }

    /** {@code beforeDrain} ends the streams that would never end by themselves. */
    static GrpcPort start(int port, BindableService service, Runnable beforeDrain) throws IOException {
        HealthStatusManager health = new HealthStatusManager();
        Server server = NettyServerBuilder.forPort(port)
                .addService(service)
                .addService(health.getHealthService())
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .build();
        return new GrpcPort(server.start(), health, beforeDrain);
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        health.enterTerminalState();
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
