package io.weft.cli.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mesh kept up by this process: network and control plane, supervised until closed.
 *
 * <p>Threading: safe from any thread.
 */
public final class Mesh implements AutoCloseable {
    /** A manifest that is no workload's. */
    static final String ADDED = "linkerd-added.yaml";

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final UpLock lock;
    private final MeshContext context;
    private final MeshSettings settings;
    private final ControlPlaneStart controlPlane = new ControlPlaneStart();
    private final ExecutorService starter = Executors.newVirtualThreadPerTaskExecutor(); // of the control plane
    private final Consumer<String> progress;
    private final List<Workload> workloads = new CopyOnWriteArrayList<>();
    private @Nullable Future<List<Workload>> starting; // guarded by this
    private @Nullable Relay dashboard; // guarded by this
    private @Nullable AotTraining training; // guarded by this
    private boolean closed; // guarded by this

    private Mesh(UpLock lock, MeshContext context, MeshSettings settings, Consumer<String> progress) {
        this.lock = lock;
        this.context = context;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Makes directory, network and control plane, after installing what this machine lacks; returns when all of it is ready.
     *
     * @param progress told, line by line, what happens, also later on
     * @throws MachineException if another {@code up} has the directory, or a part does not become ready; nothing is left of
     *     it then
     */
    public static Mesh up(
            MeshDirectory directory, Installation installation, MeshSettings settings, Consumer<String> progress) {
        Mesh mesh = begin(directory, installation, settings, progress);
        try {
            mesh.awaitReady();
            return mesh;
        } catch (RuntimeException e) {
            mesh.close();
            throw e;
        }
    }

    /**
     * As {@link #up}, but returns while the control plane starts: {@link #awaitReady} waits for it, and so do workloads that are
     * started before.
     */
    public static Mesh begin(
            MeshDirectory directory, Installation installation, MeshSettings settings, Consumer<String> progress) {
        Requirements.ensure(progress);
        directory.prepare();
        UpLock lock = UpLock.take(directory);
        try {
            Prune.run(directory);
            MeshContext context =
                    MeshContext.open(directory, installation, settings.controlPlaneNamespace(), settings.traceRatio());
            Mesh mesh = new Mesh(lock, context, settings, progress);
            try {
                mesh.start();
                return mesh;
            } catch (RuntimeException e) {
                mesh.close();
                throw e;
            }
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Joins a mesh that another process keeps up, to run workloads in it; closing leaves the mesh up. */
    public static Joined join(MeshDirectory directory, Installation installation) {
        UpState state = UpState.require(directory);
        return new Joined(MeshContext.open(directory, installation, state.controlPlaneNamespace(), state.traceRatio()));
    }

    /** A mesh kept up by another process. */
    public static final class Joined implements AutoCloseable {
        private final MeshContext context;

        private Joined(MeshContext context) {
            this.context = context;
        }

        /** As {@link Mesh#start(WorkloadSpec)}; the caller closes it before this. */
        public Workload start(WorkloadSpec spec, Consumer<String> events) {
            return Workload.start(context, spec, events);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    public MeshDirectory directory() {
        return context.directory();
    }

    public String controlPlaneNamespace() {
        return context.controlPlaneNamespace();
    }

    /** Where a browser on this machine finds the dashboard. */
    public synchronized URI dashboard() {
        if (dashboard == null) {
            throw new IllegalStateException("the mesh is closed");
        }
        return URI.create("http://127.0.0.1:" + dashboard.port());
    }

    /** Returns when the caches that make the next start faster are made, or given up; at once if none are wanted. */
    public void awaitCaches() throws InterruptedException {
        AotTraining running;
        synchronized (this) {
            running = training;
        }
        if (running != null) {
            running.await();
        }
    }

    /**
     * Starts a workload that lives as long as the mesh, unless closed before; returns when its application runs.
     *
     * @throws MachineException if it cannot be started; nothing is left of it then
     */
    public Workload start(WorkloadSpec spec) {
        Workload workload = Workload.start(context, spec, progress);
        workloads.add(workload);
        return workload;
    }

    /** Puts these documents among the manifests, in place of those before, for as long as the mesh is up. */
    public void publish(List<? extends Map<String, ?>> documents) {
        new Manifests(directory()).put(ADDED, Manifests.text(documents));
    }

    /** Ends workloads, control plane and network, in this order. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        Uninterrupted.run(this::end);
    }

    private void end() {
        CleanUp cleanUp = new CleanUp("the mesh", progress);
        cleanUp.step("its dashboard", this::closeDashboard);
        cleanUp.step("the training of caches", this::closeTraining);
        cleanUp.step("the start of its control plane", this::closeStarter);
        Teardown.together(workloads, progress);
        cleanUp.step("what was added to its manifests", () -> new Manifests(directory()).remove(ADDED));
        Teardown.inTurn(controlPlane.started().reversed(), progress);
        cleanUp.step("its connections", context::close);
        cleanUp.step("its network", this::removeNetwork);
        cleanUp.step("its lock", lock::close);
    }

    /** Others' workloads may still need the bridge, as far as records tell; with the directory gone there are none. */
    private void removeNetwork() {
        Namespaces namespaces = new Namespaces(directory());
        if (!Files.isDirectory(directory().runners())) {
            namespaces.remove(namespaces.bridge());
            return;
        }
        FolderLock.of(directory()).holding(() -> {
            new Runners(directory()).remove(namespaces.bridge());
            Prune.run(directory());
        });
    }

    private void start() {
        Namespaces namespaces = new Namespaces(directory());
        FolderLock.of(directory()).holding(() -> {
            new Runners(directory()).put(new Runner(ProcessId.current(), namespaces.bridge(), null, null, Set.of()));
            namespaces.createBridge();
        });
        progress.accept("network ready: " + namespaces.bridge());
        new Manifests(directory())
                .put(ControlPlane.MANIFEST, new ControlPlane(directory(), context.controlPlaneNamespace()).manifest());
        synchronized (this) {
            starting = starter.submit(() -> controlPlane.start(context, settings, progress));
        }
    }

    /**
     * Returns when all of the control plane is ready. Once.
     *
     * @throws MachineException if a part does not become ready, or this thread is interrupted
     */
    public void awaitReady() {
        List<Workload> started = startedControlPlane();
        Workload viz = started.getLast();
        Relay relay = Relay.start(
                settings.dashboardPort(), viz.network(), new InetSocketAddress(LOOPBACK, ControlPlane.DASHBOARD));
        synchronized (this) {
            dashboard = relay;
            training = AotTraining.inBackground(context, viz, progress);
        }
        writeState(started, settings.version(), relay.port());
    }

    private List<Workload> startedControlPlane() {
        Future<List<Workload>> running;
        synchronized (this) {
            running = Objects.requireNonNull(starting, "it was begun");
        }
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        }
    }

    private void closeStarter() {
        starter.shutdownNow();
        starter.close();
    }

    private synchronized void closeDashboard() {
        if (dashboard != null) {
            dashboard.close();
        }
    }

    private void closeTraining() {
        AotTraining running;
        synchronized (this) {
            running = training;
        }
        if (running != null) {
            running.close();
        }
    }

    private void writeState(List<Workload> started, String version, int port) {
        List<UpState.Member> members = started.stream()
                .map(workload -> new UpState.Member(
                        workload.pod().namespace(),
                        workload.name(),
                        workload.pod().name(),
                        workload.address().getHostAddress(),
                        workload.network()))
                .toList();
        try {
            new UpState(
                            ProcessId.current(),
                            version,
                            context.controlPlaneNamespace(),
                            port,
                            context.traceRatio(),
                            members)
                    .write(directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
