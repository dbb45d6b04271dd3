package io.weft.viz.services;

import io.grpc.Channel;
import io.weft.api.mesh.ServicesGrpc;
import io.weft.api.mesh.ServicesRequest;
import io.weft.api.mesh.ServicesUpdate;
import io.weft.core.Latest;
import io.weft.viz.workload.FollowedStream;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Keeps a watch on the Services that destination-service knows open for ever; the last answer stays while it is away.
 *
 * <p>Threading: safe from any thread; updates arrive on gRPC's.
 */
public final class ServicesClient implements AutoCloseable {
    private final Latest<KnownServices> services = new Latest<>(KnownServices.NONE);
    private final FollowedStream<ServicesUpdate> stream;

    /** Opens nothing yet. Channel and timer stay the caller's. */
    public ServicesClient(Channel channel, ScheduledExecutorService timer) {
        ServicesGrpc.ServicesStub stub = ServicesGrpc.newStub(channel);
        stream = new FollowedStream<>(
                "Services",
                reader -> stub.watch(ServicesRequest.getDefaultInstance(), reader),
                update -> services.set(ServiceTranslator.services(update)),
                timer);
    }

    public void open() {
        stream.open();
    }

    public Latest<KnownServices> services() {
        return services;
    }

    @Override
    public void close() {
        stream.close();
    }
}
