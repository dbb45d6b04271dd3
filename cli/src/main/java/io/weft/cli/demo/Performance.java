package io.weft.cli.demo;

import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Mesh;
import io.weft.cli.machine.UpState;
import io.weft.cli.machine.Workload;
import io.weft.cli.machine.WorkloadSpec;
import io.weft.cli.viz.RunningViz;
import io.weft.cli.viz.Viz;
import io.weft.core.WorkloadIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The shop in a mesh that is up.
 *
 * <p>Threading: one thread.
 */
final class Performance {
    /** Of viz-service: what it looks back at most. */
    private static final Duration MOST = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration TRAFFIC = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final String TRUST_DOMAIN = "cluster.local";

    private final Viz viz;
    private final Shop shop;
    private final Map<String, String> identities = new HashMap<>();
    private final Set<String> controlPlane = new HashSet<>();
    private final List<Generator> generators;
    private final boolean answered;
    private final long readyNanos;
    private final String controlPlaneNamespace;

    private Performance(UpState state, Viz viz, Shop shop, List<Generator> generators, boolean answered) {
        this.viz = viz;
        this.shop = shop;
        this.generators = generators;
        this.answered = answered;
        readyNanos = System.nanoTime();
        controlPlaneNamespace = state.controlPlaneNamespace();
        identities.putAll(shop.identities());
        for (UpState.Member member : state.members()) {
            String name = member.namespace() + "/" + member.name();
            controlPlane.add(name);
            identities.put(
                    name,
                    WorkloadIdentity.of(member.name(), member.namespace(), state.controlPlaneNamespace(), TRUST_DOMAIN)
                            .name());
        }
    }

    /**
     * Starts the shop; returns when each kind of request was answered once, or when that takes too long.
     *
     * @throws MachineException if a workload does not become ready, or the user asks to end
     */
    static Performance start(Mesh mesh, Ending ending, Consumer<String> progress) {
        UpState state = UpState.require(mesh.directory());
        Shop shop = new Shop(state.controlPlaneNamespace());
        progress.accept("starting the shop");
        mesh.publish(ShopRoutes.documents());
        var _ = start(mesh, shop.servers(), progress);
        List<Generator> generators = start(mesh, shop.generators(), progress).stream()
                .map(Generator::new)
                .toList();
        boolean answered = isAnswered(generators, ending);
        return new Performance(state, new Viz(RunningViz.of(mesh.directory())), shop, generators, answered);
    }

    /** Whether the shop is ready: otherwise there is a verdict to be had, and it is not good. */
    boolean isAnswered() {
        return answered;
    }

    /** How far back the figures look: to when the shop was ready, if that is not too long ago. */
    Duration window() {
        if (!answered) {
            return MOST;
        }
        Duration since = Duration.ofNanos(System.nanoTime() - readyNanos).plusSeconds(1);
        return since.compareTo(MOST) < 0 ? Duration.ofSeconds(Math.max(2, since.toSeconds())) : MOST;
    }

    List<NamedEdge> edges() {
        ExpectedEdge plaintext = shop.edges().getLast();
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        parameters.put("window", window().toSeconds() + "s");
        return viz.edges(parameters).stream()
                .map(edge -> NamedEdge.of(edge, plaintext))
                .filter(this::isOurs)
                .toList();
    }

    /** Of the shop or the control plane; neither of what else runs in this mesh nor of a sidecar's first steps. */
    private boolean isOurs(NamedEdge edge) {
        boolean known = edge.edge().isUnmeshed() || identities.containsKey(edge.client());
        return known && identities.containsKey(edge.server()) && !edge.isFirstContact(controlPlane);
    }

    Counts counts() {
        return generators.stream().map(Generator::counts).reduce(Counts::plus).orElse(Counts.NONE);
    }

    /** Ends the traffic and waits for its last answers. */
    Counts stop() {
        return generators.stream()
                .map(Generator::stop)
                .map(Counts::atTheEnd)
                .reduce(Counts::plus)
                .orElse(Counts.NONE);
    }

    Verdict verdict() {
        List<ExpectedEdge> required = new ArrayList<>(shop.edges());
        required.addAll(ControlPlaneEdges.of(controlPlaneNamespace, identities));
        return new Verdict(required, identities);
    }

    /** All at once; the first failure ends the others. */
    private static List<Workload> start(Mesh mesh, List<WorkloadSpec> specs, Consumer<String> progress) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Workload>> starting = specs.stream()
                    .map(spec -> threads.submit(() -> start(mesh, spec, progress)))
                    .toList();
            try {
                for (Future<Workload> each : starting) {
                    var _ = each.get();
                }
                return starting.stream().map(Future::resultNow).toList();
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new MachineException("interrupted", e);
            }
        }
    }

    private static Workload start(Mesh mesh, WorkloadSpec spec, Consumer<String> progress) {
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
