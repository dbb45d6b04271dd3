package io.weft.cli.demo;

import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.UpState;
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

/**
 * The shop in a mesh that is up.
 *
 * <p>Threading: one thread.
 */
final class Performance {
    /** Of viz-service: what it looks back at most. */
    private static final Duration MOST = Duration.ofSeconds(60);

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

    /** Of a mesh that is ready; {@code answered}: whether each kind of request was. */
    static Performance of(MeshDirectory mesh, Shop shop, List<Generator> generators, boolean answered) {
        return new Performance(UpState.require(mesh), new Viz(RunningViz.of(mesh)), shop, generators, answered);
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
}
