package io.weft.viz.workload;

import io.grpc.Channel;
import io.weft.api.mesh.WatchRequest;
import io.weft.api.mesh.WorkloadsGrpc;
import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.core.Latest;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Keeps a watch on destination-service's workloads open for ever; the last answer stays while it is away.
 *
 * <p>Threading: safe from any thread; updates arrive on gRPC's.
 *
 * @see "design: io.weft.mesh.v1.Workloads/Watch"
 */
public final class WorkloadsClient implements AutoCloseable {
    private final Latest<Workloads> workloads = new Latest<>(Workloads.NONE);
    private final FollowedStream<WorkloadsUpdate> stream;
    private volatile boolean known;

    /** Opens nothing yet. Channel and timer stay the caller's. */
    public WorkloadsClient(Channel channel, ScheduledExecutorService timer) {
        WorkloadsGrpc.WorkloadsStub stub = WorkloadsGrpc.newStub(channel);
        stream = new FollowedStream<>(
                "workloads", reader -> stub.watch(WatchRequest.getDefaultInstance(), reader), this::apply, timer);
    }

    public void open() {
        stream.open();
    }

    public Latest<Workloads> workloads() {
        return workloads;
    }

    /** Whether there was an answer since the start: before, that there are none says nothing. */
    public boolean isKnown() {
        return known;
    }

    /** Whether the last answer is being kept up to date. */
    public boolean isConnected() {
        return stream.isConnected();
    }

    @Override
    public void close() {
        stream.close();
    }

    private void apply(WorkloadsUpdate update) {
        Workloads before = update.getReset() ? Workloads.NONE : workloads.get();
        workloads.set(before.without(update.getRemoveList().stream()
                        .map(WorkloadTranslator::key)
                        .toList())
                .with(update.getApplyList().stream()
                        .map(WorkloadTranslator::workload)
                        .toList()));
        known = true;
    }
}
