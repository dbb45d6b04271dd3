package io.weft.cli.machine;

import io.weft.injection.ProxyPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the AOT caches that are missing: runs each program once more, beside the mesh and at the lowest priority, shows it some
 * work, and lets it end. The proxy is trained as the sidecar of a small workload, with thousands of requests in both directions, as
 * HTTP and as bytes: the cache keeps what was hot and how it was called, so that it is compiled early and well in the next life.
 *
 * <p>Threading: a thread of its own, which {@link #close} ends.
 *
 * @see "design, The house"
 */
final class AotTraining implements AutoCloseable {
    /** What a program calls its new cache. */
    static final String FILE = "new.aot";

    private static final String PROXY = "proxy-service";
    private static final String NAME = "aot-training";
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration DUMP = Duration.ofMinutes(3);
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int HEALTH = 8086;
    private static final String METRICS = "/actuator/prometheus";
    private static final String LIVENESS = "/actuator/health/liveness";
    private static final int OK = 200;
    private static final int CONNECTIONS = 100;
    private static final int REQUESTS = 5000; // enough for C2 to have compiled what passes a request on
    private static final Duration BUSY = Duration.ofSeconds(20);
    private static final int PORT = 8080;
    private static final int OPAQUE_PORT = 6379; // opaque unless somebody says otherwise

    private final MeshContext context;
    private final Path cache;
    private final Path scratch;
    private final Workload viz;

    private final Thread thread;

    private AotTraining(MeshContext context, Path cache, Workload viz, Consumer<String> notes) {
        this.context = context;
        this.cache = cache;
        this.scratch = context.directory().training();
        this.viz = viz;
        this.thread = Thread.ofPlatform().name("aot-training").daemon(true).unstarted(() -> run(notes));
    }

    /**
     * Begins, and returns at once.
     *
     * @param viz a meshed workload with a management port
     * @param notes told what was made, and what was not
     * @return null if no caches are wanted
     */
    static @Nullable AotTraining inBackground(MeshContext context, Workload viz, Consumer<String> notes) {
        Path cache = context.installation().cache();
        if (cache == null) {
            return null;
        }
        AotTraining training = new AotTraining(context, cache, viz, notes);
        training.thread.start();
        return training;
    }

    /** Waits until every cache is made or given up. */
    void await() throws InterruptedException {
        thread.join();
    }

    /** Gives up what is not finished, and waits until nothing is left of it. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Trains what is missing; a program that cannot be trained goes without. */
    private void run(Consumer<String> notes) {
        List<String> made = new ArrayList<>();
        try {
            Folders.create(cache, "rwxr-xr-x");
            train(PROXY, User.PROXY, this::proxy, made);
            for (Program.Dist service : services()) {
                train(service.name(), service.user(), () -> service(service), made);
            }
        } catch (IOException | UncheckedIOException | MachineException e) {
            if (!Thread.currentThread().isInterrupted()) {
                notes.accept("no AOT cache for some programs, which start slower: " + MachineException.describe(e));
            }
        } finally {
            Uninterrupted.run(this::clear);
        }
        if (!made.isEmpty()) {
            notes.accept("AOT caches made for " + String.join(", ", made) + ": the next start is faster");
        }
    }

    private List<Program.Dist> services() {
        return new ControlPlane(context.directory(), context.controlPlaneNamespace())
                .workloads(MeshSettings.usual("")).stream()
                        .map(WorkloadSpec::program)
                        .filter(Program.Dist.class::isInstance)
                        .map(Program.Dist.class::cast)
                        .toList();
    }

    private void train(String program, User user, BooleanSupplier exercise, List<String> made) throws IOException {
        AotCache target = AotCache.of(cache, context.installation(), program);
        if (target.exists()) {
            return;
        }
        Path folder = scratch.resolve(program);
        Folders.create(scratch, "rwx------");
        Folders.createOwned(folder, "rwx------", user);
        boolean ended = exercise.getAsBoolean();
        if (Thread.currentThread().isInterrupted()) {
            throw new MachineException("interrupted");
        }
        Path result = folder.resolve(FILE);
        if (ended && Files.exists(result, LinkOption.NOFOLLOW_LINKS)) {
            target.put(result);
            made.add(program);
        }
        Folders.delete(folder);
    }

    /**
     * A second instance with the first one's settings, that writes to no folder of its.
     *
     * @return whether it ended by itself, so that what it left is whole
     */
    private boolean service(Program.Dist service) {
        Installation training = context.installation().training(scratch);
        List<Program.Bind> binds = service.binds().stream()
                .map(bind -> bind.writable() ? new Program.Bind(scratchFolder(service, bind), bind.name(), true) : bind)
                .toList();
        Program.Dist twin =
                new Program.Dist(service.name(), service.arguments(), service.user(), service.environment(), binds);
        WorkloadSpec spec = WorkloadSpec.of(context.controlPlaneNamespace(), NAME, NAME, List.of(), twin)
                .withInjected(false);
        Placement placement = Placement.make(context.directory(), spec, warning -> {});
        try {
            Process process = new Launcher(context.directory(), training, placement).start(twin, service.name());
            awaitHealth(placement, process);
            process.destroy();
            return process.waitFor(DUMP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        } finally {
            Uninterrupted.run(() -> placement.release(note -> {}));
        }
    }

    private Path scratchFolder(Program.Dist service, Program.Bind bind) {
        Path folder = scratch.resolve(service.name() + "-" + bind.name());
        try {
            Folders.createOwned(folder, "rwx------", service.user());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitHealth(Placement placement, Process process) {
        InetSocketAddress health = management(LOOPBACK);
        long deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                if (InNamespace.get(placement.namespace(), health, LIVENESS, CALL)
                                .status()
                        == OK) {
                    request(placement.namespace(), health, METRICS);
                    return;
                }
            } catch (UncheckedIOException notYet) {
                // Asked again below.
            }
            Pause.millis(500);
        }
    }

    /**
     * A workload of the mesh, called through its sidecar by another, and calling through it.
     *
     * @return whether the sidecar ended by itself, so that what it left is whole
     */
    private boolean proxy() {
        MeshContext training = context.with(context.installation().training(scratch));
        Program sleep = new Program.Host(List.of("sleep", "600"), User.ROOT, List.of(), false);
        WorkloadSpec spec =
                WorkloadSpec.of(context.controlPlaneNamespace(), NAME, "default", List.of(PORT, OPAQUE_PORT), sleep);
        try (Workload workload = Workload.start(training, spec, note -> {});
                Relay _ = answering(workload.network(), PORT);
                Relay _ = answering(workload.network(), OPAQUE_PORT);
                Relay _ = answering(viz.network(), OPAQUE_PORT)) {
            workload.awaitReady(START);
            exchange(workload);
            return workload.stopSidecar(DUMP);
        }
    }

    /** A server, which viz answers for. */
    private Relay answering(String network, int port) {
        return Relay.inside(network, port, viz.network(), management(LOOPBACK));
    }

    private void exchange(Workload workload) {
        InetSocketAddress here = new InetSocketAddress(workload.address(), PORT);
        for (int i = 0; i < CONNECTIONS; i++) {
            request(workload.network(), management(viz.address()), METRICS);
            request(viz.network(), here, METRICS);
        }
        busy(workload.network(), management(viz.address()));
        busy(viz.network(), here);
        busy(workload.network(), new InetSocketAddress(viz.address(), OPAQUE_PORT));
        busy(viz.network(), new InetSocketAddress(workload.address(), OPAQUE_PORT));
        request(workload.network(), new InetSocketAddress(LOOPBACK, ProxyPorts.ADMIN), "/metrics");
    }

    private static void busy(String network, InetSocketAddress target) {
        try (SocketChannel channel = InNamespace.connect(network, target, CALL)) {
            var _ = new BusyClient(channel.socket(), LIVENESS).ask(REQUESTS, BUSY);
        } catch (IOException | UncheckedIOException broken) {
            // What passed through was seen.
        }
    }

    private static InetSocketAddress management(InetAddress address) {
        return new InetSocketAddress(address, HEALTH);
    }

    private static void request(String network, InetSocketAddress target, String path) {
        try {
            InNamespace.get(network, target, path, CALL);
        } catch (UncheckedIOException unanswered) {
            // What counts is that it passed through.
        }
    }

    private void clear() {
        try {
            Folders.delete(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
