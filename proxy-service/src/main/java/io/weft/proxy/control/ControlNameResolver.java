package io.weft.proxy.control;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import io.weft.core.Authority;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a channel the addresses of its service: one group each, so that all are used. Asks again whenever gRPC wants to know,
 * which is after every failure to connect.
 *
 * <p>Threading: gRPC's synchronization context; the lookup itself runs on the offload executor, one at a time.
 */
final class ControlNameResolver extends NameResolver {
    private final Authority name;
    private final HostLookup hosts;
    private final SynchronizationContext context;
    private final Executor offload;
    private @Nullable Listener2 listener;
    private boolean looking;

    ControlNameResolver(Authority name, HostLookup hosts, SynchronizationContext context, Executor offload) {
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

    private void found(StatusOr<List<EquivalentAddressGroup>> found) {
        looking = false;
        if (listener != null) {
            listener.onResult2(
                    ResolutionResult.newBuilder().setAddressesOrError(found).build());
        }
    }
}
