package io.weft.viz.split;

import io.grpc.Channel;
import io.weft.api.mesh.SplitsGrpc;
import io.weft.api.mesh.SplitsRequest;
import io.weft.api.mesh.SplitsUpdate;
import io.weft.core.Latest;
import io.weft.viz.workload.FollowedStream;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Keeps a watch on the splits that destination-service knows open for ever; the last answer stays while it is away.
 *
 * <p>Threading: safe from any thread; updates arrive on gRPC's.
 */
public final class SplitsClient implements AutoCloseable {
    private final Latest<List<Split>> splits = new Latest<>(List.of());
    private final FollowedStream<SplitsUpdate> stream;

    /** Opens nothing yet. Channel and timer stay the caller's. */
    public SplitsClient(Channel channel, ScheduledExecutorService timer) {
        SplitsGrpc.SplitsStub stub = SplitsGrpc.newStub(channel);
        stream = new FollowedStream<>(
                "splits",
                reader -> stub.watch(SplitsRequest.getDefaultInstance(), reader),
                update -> splits.set(SplitTranslator.splits(update)),
                timer);
    }

    public void open() {
        stream.open();
    }

    /** All of them. */
    public List<Split> splits() {
        return splits.get();
    }

    /** Whether the last answer is being kept up to date. */
    public boolean isConnected() {
        return stream.isConnected();
    }

    @Override
    public void close() {
        stream.close();
    }
}
