package io.weft.cli.machine;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running workload: its place on the machine, its manifest, its sidecar and its application.
 *
 * <p>Threading: safe from any thread.
 */
public final class Workload implements AutoCloseable {
    private static final int TERMINATE = 15; // SIGTERM
    private static final Duration APPLICATION_GRACE = Duration.ofSeconds(30);
    private static final Duration NAMES_PATIENCE = Duration.ofSeconds(30);
    private static final long READY_POLL_MILLIS = 200;

    private final MeshContext mesh;
    private final WorkloadSpec spec;
    private final Placement placement;
    private final Consumer<String> events;
    private final Manifests manifests;
    private final Launcher launcher;
    private final PodManifest manifest;
    private final Readiness readiness;
    private final HostsKeeper hosts;
    private final ReadinessLoop readinessLoop;
    private final CountDownLatch firstReady = new CountDownLatch(1);
    private final LastWords words;
    private @Nullable Sidecar sidecar; // guarded by this
    private @Nullable Supervised application; // guarded by this
    private boolean closed; // guarded by this

    private Workload(MeshContext mesh, WorkloadSpec spec, Placement placement, Consumer<String> events) {
        this.mesh = mesh;
        this.spec = spec;
        this.placement = placement;
        this.events = events;
        this.manifests = new Manifests(mesh.directory());
        this.launcher = new Launcher(mesh.directory(), mesh.installation(), placement);
        this.manifest = new PodManifest(
                spec,
                placement.pod(),
                mesh.controlPlaneNamespace(),
                ProcessId.current(),
                HostName.get(),
                placement.addresses(),
                false);
        this.words = new LastWords(mesh.directory(), placement.pod());
        this.readiness = new Readiness(placement.namespace(), spec, placement.address());
        this.readinessLoop = new ReadinessLoop(placement.pod().toString(), readiness::ready, this::publish, events);
        this.hosts = HostsKeeper.keep(mesh.names().latest(), this::writeHosts, events);
    }

    /**
     * Starts a workload in a mesh that is up; returns when its application runs.
     *
     * @param events told, in sentences, what goes wrong later on
     * @throws MachineException if it cannot be started; nothing is left of it then
     */
    static Workload start(MeshContext mesh, WorkloadSpec spec, Consumer<String> events) {
        Placement placement = Placement.make(mesh.directory(), spec, events);
        Workload workload;
        try {
            workload = new Workload(mesh, spec, placement, events);
        } catch (RuntimeException e) {
            Uninterrupted.run(() -> placement.release(events));
            throw e;
        }
        try {
            workload.start();
            return workload;
        } catch (RuntimeException e) {
            workload.close();
            throw e;
        }
    }

    public PodName pod() {
        return placement.pod();
    }

    /** The name of its Deployment. */
    public String name() {
        return spec.name();
    }

    /** The name of its network namespace, for {@link InNamespace}. */
    public String network() {
        return placement.namespace();
    }

    public InetAddress address() {
        return placement.address();
    }

    /**
     * Waits until it was ready for the first time.
     *
     * @throws MachineException if that takes longer than {@code patience}, or its application ends again and again; the message
     *     quotes the logs
     */
    public void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!firstReady.await(READY_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                failIfHopeless();
                if (System.nanoTime() > deadline) {
                    throw words.failure(
                            "was not ready within " + patience.toSeconds() + " seconds",
                            spec.name(),
                            Sidecar.CONTAINER);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        }
    }

    /** Completes with the application's exit code, 128 + n after a signal, when it ended and is not started again. */
    public CompletableFuture<Integer> end() {
        Supervised running = application();
        return running == null ? new CompletableFuture<>() : running.end();
    }

    /** Passes a signal on to the application. Who is told to end gets no new requests from then on, as a Pod that is deleted. */
    public void signal(int number) {
        if (number == TERMINATE && !isClosed()) {
            withdraw(new CleanUp(placement.pod().toString(), events));
        }
        Supervised running = application();
        if (running != null) {
            running.signal(number);
        }
    }

    /**
     * Withdraws it, drains application and sidecar in this order, and removes all there was of it; what fails is told as an event
     * and keeps no other step. Idempotent.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        Uninterrupted.run(this::drain);
    }

    /**
     * Ends its sidecar alone, with time to finish what it does at its end. An interrupt ends it at once.
     *
     * @return whether it ended by itself
     */
    boolean stopSidecar(Duration patience) {
        Sidecar proxy = sidecar();
        return proxy != null && proxy.stop(patience);
    }

    private void drain() {
        CleanUp cleanUp = new CleanUp(placement.pod().toString(), events);
        withdraw(cleanUp);
        cleanUp.step("its application", () -> {
            Supervised running = application();
            if (running != null) {
                running.stop(APPLICATION_GRACE);
            }
        });
        cleanUp.step("its sidecar", () -> {
            Sidecar proxy = sidecar();
            if (proxy != null) {
                proxy.close();
            }
        });
        cleanUp.step("its names", hosts::close);
        placement.release(events);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Idempotent. */
    private void withdraw(CleanUp cleanUp) {
        cleanUp.step("its readiness", readinessLoop::close);
        cleanUp.step("its manifest", () -> publish(false));
    }

    private void start() {
        manifests.put(Leftovers.podFile(placement.pod()), manifest.text());
        ServiceFile.write(mesh, manifests, spec, events);
        if (spec.order() == WorkloadSpec.Order.APPLICATION_FIRST) {
            startApplication();
        }
        if (spec.injected()) {
            startSidecar();
        }
        if (spec.order() == WorkloadSpec.Order.SIDECAR_FIRST) {
            mesh.names().awaitLoaded(NAMES_PATIENCE);
            startApplication();
        }
        readinessLoop.start();
    }

    private void startSidecar() {
        Sidecar proxy = Sidecar.start(mesh, spec, placement, launcher, this::failIfHopeless, events);
        synchronized (this) {
            sidecar = proxy;
        }
        if (spec.order() == WorkloadSpec.Order.SIDECAR_FIRST && Sidecar.isAwaited(spec)) {
            proxy.awaitReady(readiness, words);
        }
    }

    private void failIfHopeless() {
        Supervised running = application();
        if (running != null) {
            words.failIfHopeless(running, spec.name());
        }
        Sidecar proxy = sidecar();
        if (proxy != null) {
            words.failIfHopeless(proxy.process(), Sidecar.CONTAINER);
        }
    }

    private synchronized void startApplication() {
        application = Supervised.start(
                spec.name() + " (" + placement.pod() + ")",
                () -> launcher.start(spec.program(), spec.name()),
                spec.restart(),
                events);
    }

    private void publish(boolean ready) {
        manifests.put(
                Leftovers.podFile(placement.pod()), manifest.withReady(ready).text());
        if (ready) {
            firstReady.countDown();
        }
    }

    private void writeHosts(MeshNames.View names) {
        String self =
                placement.address().getHostAddress() + " " + placement.pod().name() + " " + manifest.nodeName() + "\n";
        Namespaces.writeFile(
                placement.namespace(),
                "hosts",
                HostsFile.render(
                        names, MeshContext.CLUSTER_DOMAIN, placement.pod().namespace(), spec.injected(), self));
    }

    private synchronized @Nullable Supervised application() {
        return application;
    }

    private synchronized @Nullable Sidecar sidecar() {
        return sidecar;
    }
}
