package io.weft.identity.app;

import io.weft.identity.mint.MintServer;
import io.weft.identity.mint.PodIndex;
import io.weft.identity.token.TokenMint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Opens the socket when the context starts and removes it when the context stops. */
final class MintLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(MintLifecycle.class);
    /** The feed takes up to 0.2 s for a file that has come to rest; a busy machine may take longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path path;
    private final PodIndex pods;
    private final TokenMint mint;
    private final Executor executor;
    private volatile @Nullable MintServer server;

    MintLifecycle(Path path, PodIndex pods, TokenMint mint, Executor executor) {
        this.path = path;
        this.pods = pods;
        this.mint = mint;
        this.executor = executor;
    }

    @Override
    public void start() {
        server = MintServer.open(path, pods, mint, PATIENCE, executor);
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
