package io.weft.cli.demo;

import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Mesh;
import io.weft.cli.machine.Workload;
import io.weft.cli.machine.WorkloadSpec;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The shop while it opens: what answers is started beside the control plane, and waits for that by itself; who asks, once all is
 * ready.
 *
 * <p>Threading: one thread.
 */
final class Opening implements AutoCloseable {
    /** With one workload: the control plane's start is in it. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration TRAFFIC = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Mesh mesh;
    private final Shop shop;
    private final Consumer<String> progress;
    private final Together<Workload> servers;

    private Opening(Mesh mesh, Shop shop, Consumer<String> progress) {
        this.mesh = mesh;
        this.shop = shop;
        this.progress = progress;
        servers = start(shop.servers());
    }

    /** Starts what answers. The mesh need not be ready. */
    static Opening begin(Mesh mesh, Consumer<String> progress) {
        progress.accept("starting the shop");
        mesh.publish(ShopRoutes.documents());
        return new Opening(mesh, new Shop(mesh.controlPlaneNamespace()), progress);
    }

    /**
     * Starts the traffic in a mesh that is ready; returns when each kind of request was answered once, or when that takes too long.
     *
     * @throws MachineException if a workload does not become ready, or the user asks to end
     */
    Performance perform(Ending ending) {
        var _ = servers.await();
        try (Together<Workload> generators = start(shop.generators())) {
            List<Generator> asking =
                    generators.await().stream().map(Generator::new).toList();
            return Performance.of(mesh.directory(), shop, asking, isAnswered(asking, ending));
        }
    }

    @Override
    public void close() {
        servers.close();
    }

    private Together<Workload> start(List<WorkloadSpec> specs) {
        return new Together<>(specs, this::start);
    }

    private Workload start(WorkloadSpec spec) {
        long began = System.nanoTime();
        Workload workload = mesh.start(spec);
        workload.awaitReady(PATIENCE);
        progress.accept(spec.name() + " ready after "
                + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
        return workload;
    }

    private static boolean isAnswered(List<Generator> generators, Ending ending) {
        long deadline = System.nanoTime() + TRAFFIC.toNanos();
        for (Generator generator : generators) {
            while (!generator.counts().started()) {
                if (ending.await(POLL)) {
                    throw new MachineException("interrupted");
                }
                if (System.nanoTime() > deadline) {
                    return false;
                }
            }
        }
        return true;
    }
}
