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
 * @param unmeshed whether unmeshed resources other than pods are shown
 */
record StatQuestion(List<Resource> resources, String namespace, String window, PeerOptions peers, boolean unmeshed) {
    /** @throws IllegalArgumentException saying which part cannot be answered */
    StatQuestion {
        resources = List.copyOf(resources);
        peers.addTo(new LinkedHashMap<>());
        if (peers.isTo() && resources.stream().anyMatch(each -> each.kind() == ResourceKind.SERVICE)) {
            throw new IllegalArgumentException("a Service sends nothing: --to is for what sends");
        }
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
        boolean isNamespace = resource.kind() == ResourceKind.NAMESPACE;
        parameters.put("resource_type", resource.kind().text());
        parameters.put("resource_name", resource.name());
        parameters.put("namespace", isNamespace ? "" : namespace);
        parameters.put("window", window);
        parameters.put("tcp_stats", "true");
        peers.addTo(parameters);
        return parameters;
    }

    /** Whether such a row is asked for. */
    boolean isShown(StatRow row) {
        return row.isMeshed()
                || row.isService()
                || unmeshed
                || peers.isFrom()
                || row.resource().type().equals(ResourceKind.POD.text());
    }
}
