package io.weft.cli.demo;

import io.weft.cli.viz.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What must be true of a demo that ran. Pure.
 *
 * @param required edges that must be seen
 * @param identities what each meshed workload, the control plane's included, must prove, by {@code NAMESPACE/NAME}; any other
 *     edge between two of them must be secured too
 */
record Verdict(List<ExpectedEdge> required, Map<String, String> identities) {
    Verdict {
        required = List.copyOf(required);
        identities = Map.copyOf(identities);
    }

    /** One line per complaint: what was expected and what was seen. Empty: all is well. */
    List<String> complaints(List<NamedEdge> seen, Counts counts) {
        List<String> complaints = new ArrayList<>();
        required.forEach(expected -> complaints.addAll(missingOrWrong(expected, seen)));
        seen.forEach(edge -> complaints.addAll(wrongBeside(edge)));
        if (!counts.started()) {
            complaints.add("the traffic: expected every kind of request to be answered; seen: some never was");
        }
        if (counts.unexpectedFailures() > 0) {
            complaints.add("the traffic: expected no failures but those made; seen: " + counts.unexpectedFailures()
                    + " of " + counts.sent() + ", the last: " + counts.lastUnexpected());
        }
        return complaints;
    }

    private static List<String> missingOrWrong(ExpectedEdge expected, List<NamedEdge> seen) {
        List<Edge> found = seen.stream()
                .filter(edge -> edge.is(expected))
                .map(NamedEdge::edge)
                .toList();
        String name = expected.client() + " -> " + expected.server();
        if (found.isEmpty()) {
            return List.of(complaint(name, expected, "no traffic"));
        }
        return found.stream()
                .map(expected::differences)
                .filter(differences -> !differences.isEmpty())
                .map(differences -> complaint(name, expected, String.join(", ", differences)))
                .toList();
    }

    /** Of an edge that is not required, for instance within the control plane. */
    private List<String> wrongBeside(NamedEdge edge) {
        String client = identities.get(edge.client());
        String server = identities.get(edge.server());
        if (client == null || server == null || required.stream().anyMatch(edge::is)) {
            return List.of();
        }
        ExpectedEdge expected = ExpectedEdge.secured(edge.client(), edge.server(), client, server)
                .orOpen();
        return Stream.of(expected.differences(edge.edge()))
                .filter(differences -> !differences.isEmpty())
                .map(differences -> complaint(edge.toString(), expected, String.join(", ", differences)))
                .toList();
    }

    private static String complaint(String edge, ExpectedEdge expected, String seen) {
        return edge + ": expected " + expected + "; seen: " + seen;
    }
}
