package io.weft.viz.api;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the metrics are served over gRPC, in plaintext: the sidecar beside us encrypts, and lets in who may ask.
 *
 * <p>Threading: {@link #open} and {@link #close} once each; each call has a thread of its own, for it may wait.
 */
public final class VizServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VizServer.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;

    /** Listens nowhere yet; {@code port} 0 is any free one. */
    public VizServer(int port, VizCalls calls) {
        server = Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                .executor(threads)
                .addService(calls)
                .build();
    }

    public void open() {
        try {
            server.start();
            LOG.info("the viz API is at port {}", server.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException("the viz API has no port", e);
        }
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        threads.shutdownNow();
    }
}
