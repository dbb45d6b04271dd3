package io.weft.cli.viz;

import io.weft.cli.output.ShortDuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What {@code linkerd stat} was asked.
 *
 * @param namespace empty: all
 * @param window as the user wrote it
 * @param selector of labels that pods must have; empty: all
 * @param unmeshed whether unmeshed resources are shown
 * @param unmeshedPods whether unmeshed pods are shown anyway
 */
record StatQuestion(
        List<Resource> resources,
        String namespace,
        String window,
        PeerOptions peers,
        String selector,
        boolean unmeshed,
        boolean unmeshedPods) {
    /** @throws IllegalArgumentException saying which part cannot be answered */
    StatQuestion {
        resources = selector.isEmpty() || !resources.equals(Resource.ALL) ? List.copyOf(resources) : ofPods();
        resources.forEach(each -> peers.addTo(new LinkedHashMap<>(), each.kind()));
        if (!selector.isEmpty() && resources.stream().anyMatch(each -> each.kind() == ResourceKind.SERVICE)) {
            throw new IllegalArgumentException("-l is for labels of pods: a Service has none of its own");
        }
    }

    /** All that have labels of pods. */
    private static List<Resource> ofPods() {
        return Resource.ALL.stream().filter(each -> each.kind().hasPods()).toList();
    }

    double windowSeconds() {
        return ShortDuration.parse(window).toSeconds();
    }

    /** One question to viz-service per resource. */
    List<StatRow> ask(Viz viz) {
        return resources.stream()
                .flatMap(resource -> viz.stat(parameters(resource)).stream())
                .filter(this::isShown)
                .toList();
    }

    private SequencedMap<String, String> parameters(Resource resource) {
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        resource.addTo(parameters, namespace);
        parameters.put("window", window);
        parameters.put("tcp_stats", "true");
        parameters.put("label_selector", selector);
        peers.addTo(parameters, resource.kind());
        return parameters;
    }

    /** Whether such a row is asked for. */
    boolean isShown(StatRow row) {
        return row.isMeshed()
                || !row.kind().hasPods()
                || unmeshed
                || peers.isFrom()
                || (unmeshedPods && row.kind() == ResourceKind.POD);
    }
}
