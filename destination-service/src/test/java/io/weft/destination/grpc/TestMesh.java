package io.weft.destination.grpc;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.api.destination.Http2ClientParams;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.Settings;
import io.weft.destination.index.MeshIndex;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.Resource;
import io.weft.service.grpc.WatchStreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All APIs over an index that a test fills. */
final class TestMesh implements AutoCloseable {
    static final Http2ClientParams KEEP_ALIVE = Http2ParamsReader.parse("""
            {"keep_alive": {"interval": "10s", "timeout": "3s", "while_idle": true}}""");
    static final ApiSettings API = new ApiSettings("cluster.local", KEEP_ALIVE, false);

    final MeshIndex index;
    final MeterRegistry registry = new SimpleMeterRegistry();
    final QueuedStreams queued;
    final WatchStreams watches;
    final ManagedChannel channel;
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final Server server;

    TestMesh(MeshSettings mesh) {
        this(mesh, API);
    }

    TestMesh(MeshSettings mesh, ApiSettings settings) {
        index = new MeshIndex(mesh, new Complaints(complaint -> {}));
        queued = new QueuedStreams(executor, registry);
        watches = new WatchStreams(executor);
        Calls calls = new Calls(index, watches);
        String name = InProcessServerBuilder.generateName();
        server = start(InProcessServerBuilder.forName(name)
                .addService(new DestinationApi(index, settings, calls, queued))
                .addService(new InboundPolicyApi(index, calls))
                .addService(new OutboundPolicyApi(index, settings, calls))
                .addService(new WorkloadsApi(index, calls, watches))
                .addService(new ServicesApi(index, calls))
                .addService(new SplitsApi(index, calls)));
        channel = InProcessChannelBuilder.forName(name).build();
    }

    private static Server start(InProcessServerBuilder builder) {
        try {
            return builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mesh whose feed has told everything: these objects. */
    static TestMesh of(Resource... resources) {
        TestMesh mesh = new TestMesh(Settings.USUAL);
        mesh.index.reset(List.of(resources));
        return mesh;
    }

    TestMesh apply(Resource resource) {
        index.apply(resource);
        return this;
    }

    TestMesh apply(String manifests) {
        Manifests.read(manifests).forEach(index::apply);
        return this;
    }

    TestMesh delete(Resource resource) {
        index.delete(resource.id());
        return this;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        try {
            channel.awaitTermination(10, SECONDS);
            server.awaitTermination(10, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
