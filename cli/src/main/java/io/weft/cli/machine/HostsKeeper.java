package io.weft.cli.machine;

import io.weft.core.Latest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes a workload's names whenever they change. What cannot be written is told, and tried again.
 *
 * <p>Threading: writes on whatever thread brings the names, one at a time; none begins or is under way once {@link #close}
 * returned.
 */
final class HostsKeeper implements AutoCloseable {
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final Latest<MeshNames.View> names;
    private final Consumer<MeshNames.View> writer;
    private final Consumer<String> events;
    private final Executor later;
    private final Latest.Subscription subscription;
    private boolean failing; // guarded by this
    private boolean closed; // guarded by this

    private HostsKeeper(
            Latest<MeshNames.View> names, Consumer<MeshNames.View> writer, Consumer<String> events, Executor later) {
        this.names = names;
        this.writer = writer;
        this.events = events;
        this.later = later;
        this.subscription = names.subscribe(Runnable::run, this::write);
    }

    /**
     * Writes the names there are, and keeps to them.
     *
     * @param writer puts them where the workload sees them
     * @param events told what it fails at
     */
    static HostsKeeper keep(Latest<MeshNames.View> names, Consumer<MeshNames.View> writer, Consumer<String> events) {
        return keep(names, writer, events, LATER);
    }

    /** As above; a write that failed is repeated on {@code later}. */
    static HostsKeeper keep(
            Latest<MeshNames.View> names, Consumer<MeshNames.View> writer, Consumer<String> events, Executor later) {
        return new HostsKeeper(names, writer, events, later);
    }

    @Override
    public void close() {
        subscription.cancel();
        synchronized (this) {
            closed = true;
        }
    }

    private synchronized void write(MeshNames.View view) {
        if (closed) {
            return;
        }
        try {
            writer.accept(view);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                events.accept("the names of the mesh could not be written, which is tried again: "
                        + MachineException.describe(e));
            }
            failing = true;
            later.execute(() -> write(names.get()));
        }
    }
}
