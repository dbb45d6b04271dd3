package io.weft.cli.machine;

import io.weft.injection.ConfigAnnotation;
import io.weft.injection.ProxyEnvironment;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A workload's running sidecar, and the token it lives on.
 *
 * <p>Threading: safe from any thread.
 */
final class Sidecar implements AutoCloseable {
    /** The container's name. */
    static final String CONTAINER = "linkerd-proxy";

    private static final Duration TOKEN_PATIENCE = Duration.ofMinutes(2);
    private static final Duration READY_PATIENCE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration AFTER_ITS_OWN = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 20;

    private final TokenFile token;
    private final Supervised process;
    private final Duration grace;

    private Sidecar(TokenFile token, Supervised process, Duration grace) {
        this.token = token;
        this.process = process;
        this.grace = grace;
    }

    /**
     * Gets a token, then starts the proxy and, whenever it ends, starts it again.
     *
     * @param hope called while there is no token; what it throws ends the wait
     * @param events told what goes wrong later on
     * @throws MachineException if there is no token to be had
     */
    static Sidecar start(
            MeshContext mesh,
            WorkloadSpec spec,
            Placement placement,
            Launcher launcher,
            Runnable hope,
            Consumer<String> events) {
        TokenFile token = TokenFile.keep(
                mesh.directory().workload(placement.pod()).resolve("token"),
                mesh.directory().aside(),
                () -> mesh.mint().mint(placement.pod(), spec.serviceAccount()),
                TOKEN_PATIENCE,
                hope,
                mesh.clock(),
                events);
        try {
            Supervised process = Supervised.start(
                    "the sidecar of " + placement.pod(),
                    () -> launcher.start(SidecarProgram.of(mesh, spec, placement, events), CONTAINER),
                    true,
                    events);
            // Training is ended with time for it by who does it, or not worth waiting for.
            boolean training = mesh.installation().training() != null;
            return new Sidecar(token, process, training ? Duration.ZERO : grace(spec));
        } catch (RuntimeException e) {
            token.close();
            throw e;
        }
    }

    /** How long it has to drain before it is killed: longer than it takes itself, if the workload says how long that is. */
    static Duration grace(WorkloadSpec spec) {
        return ProxyEnvironment.shutdownGracePeriod(spec.annotations())
                .map(AFTER_ITS_OWN::plus)
                .orElse(GRACE);
    }

    /** Whether an application with these annotations waits for its sidecar. */
    static boolean isAwaited(WorkloadSpec spec) {
        return !spec.annotations()
                .getOrDefault(ConfigAnnotation.PROXY_AWAIT, "enabled")
                .equals("disabled");
    }

    /**
     * Waits until it listens and has a certificate.
     *
     * @param words its last ones, for the message
     * @throws MachineException if that takes too long, or it ends again and again
     */
    void awaitReady(Readiness readiness, LastWords words) {
        long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
        while (!readiness.sidecarReady()) {
            words.failIfHopeless(process, CONTAINER);
            if (System.nanoTime() > deadline) {
                throw words.failure("was not ready within " + READY_PATIENCE.toSeconds() + " seconds", CONTAINER);
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    Supervised process() {
        return process;
    }

    /** Lets it drain, and kills it if that takes too long. */
    @Override
    public void close() {
        boolean _ = stop(grace);
    }

    /**
     * As {@link #close}, with another patience; an interrupt ends it at once.
     *
     * @return whether it ended by itself
     */
    boolean stop(Duration patience) {
        try {
            return process.stop(patience);
        } finally {
            token.close();
        }
    }
}
