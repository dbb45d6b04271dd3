package io.weft.proxy.control;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import io.netty.util.concurrent.EventExecutor;
import io.weft.core.Authority;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a channel the addresses of its service: one group each, so that all are used. Asks again whenever gRPC wants to know,
 * which is after every failure to connect, and every half minute, so that a replica that came later is used, too: the system's
 * resolver does not tell how long its answers hold.
 *
 * <p>Threading: gRPC's synchronization context; the lookup itself runs on the offload executor, one at a time.
 *
 * @see "wire-behaviour, 12: TTL"
 */
final class ControlNameResolver extends NameResolver {
    /** Between an answer and the next question. */
    static final Duration PERIOD = Duration.ofSeconds(30);

    private final Authority name;
    private final HostLookup hosts;
    private final SynchronizationContext context;
    private final Executor offload;
    private final EventExecutor timer;
    private @Nullable Future<?> next;
    private @Nullable Listener2 listener;
    private boolean looking;

    ControlNameResolver(
            Authority name, HostLookup hosts, SynchronizationContext context, Executor offload, EventExecutor timer) {
        this.timer = timer;
        this.name = name;
        this.hosts = hosts;
        this.context = context;
        this.offload = offload;
    }

    @Override
    public String getServiceAuthority() {
        return name.toString();
    }

    @Override
    public void start(Listener2 newListener) {
        listener = newListener;
        refresh();
    }

    @Override
    public void refresh() {
        if (looking || listener == null) {
            return;
        }
        looking = true;
        offload.execute(() -> {
            StatusOr<List<EquivalentAddressGroup>> found = look();
            context.execute(() -> found(found));
        });
    }

    @Override
    public void shutdown() {
        listener = null;
        forget();
    }

    private StatusOr<List<EquivalentAddressGroup>> look() {
        try {
            return StatusOr.fromValue(
                    hosts.lookup(name).stream().map(EquivalentAddressGroup::new).toList());
        } catch (UnknownHostException | RuntimeException unknown) {
            return StatusOr.fromStatus(
                    Status.UNAVAILABLE.withDescription("cannot resolve " + name).withCause(unknown));
        }
    }

    private void forget() {
        if (next != null) {
            next.cancel(false);
        }
    }

    private void found(StatusOr<List<EquivalentAddressGroup>> found) {
        looking = false;
        if (listener != null) {
            listener.onResult2(
                    ResolutionResult.newBuilder().setAddressesOrError(found).build());
            forget();
            next = timer.schedule(() -> context.execute(this::refresh), PERIOD.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
