package io.weft.identity.app;

import io.weft.identity.mint.MintCalls;
import io.weft.identity.mint.MintServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Opens the socket when the context starts and removes it when the context stops. */
final class MintLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(MintLifecycle.class);
    private final Path path;
    private final MintCalls calls;
    private final Executor executor;
    private volatile @Nullable MintServer server;

    MintLifecycle(Path path, MintCalls calls, Executor executor) {
        this.path = path;
        this.calls = calls;
        this.executor = executor;
    }

    @Override
    public void start() {
        server = MintServer.open(path, calls, executor);
    }

    @Override
    public void stop() {
        MintServer running = server;
        server = null;
        if (running == null) {
            return;
        }
        try {
            running.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warn("the socket {} is left behind: {}", path, e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }
}
