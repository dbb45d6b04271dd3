package io.weft.cli.demo;

import static io.weft.cli.demo.Edges.good;
import static io.weft.cli.demo.Edges.quiet;
import static io.weft.cli.demo.Edges.unmeshed;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.output.Json;
import io.weft.cli.viz.Edge;
import io.weft.testkit.golden.Golden;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Counts COUNTS = new Counts(true, 660, 600, 60, 0, 0, "");

    private final List<NamedEdge> edges = Stream.of(
                    unmeshed("shop/web", "not_provided_by_remote"),
                    unmeshed("linkerd/linkerd-identity", "no_client_certificate"),
                    quiet(good("linkerd-viz/viz", "linkerd/linkerd-destination"), true),
                    good("shop/web", "shop/catalog"))
            .map(ReportTest::named)
            .toList();

    @Test
    void jsonHasTheShapeAgreedOn() {
        Golden.check(
                getClass(),
                "report.json",
                Json.of(ReportJson.of(34.26, "http://127.0.0.1:8084", edges, COUNTS)) + "\n");
    }

    @Test
    void tableHasTheSameEdges() {
        List<String> lines = new ReportTable(UnaryOperator.identity(), UnaryOperator.identity())
                .lines(edges, COUNTS, Duration.ofSeconds(33));

        Golden.check(getClass(), "report.txt", String.join("\n", lines) + "\n");
    }

    @Test
    void onlyPlaintextToTheCallersTargetIsTheCallers() {
        assertThat(edges)
                .extracting(NamedEdge::client)
                .containsExactly("shop/caller", "unmeshed", "linkerd-viz/viz", "shop/web");
    }

    @Test
    void sidecarsAskForTheirFirstCertificateWithoutOne() {
        Set<String> controlPlane = Set.of("linkerd/linkerd-identity");

        assertThat(edges)
                .filteredOn(edge -> edge.isFirstContact(controlPlane))
                .extracting(NamedEdge::toString)
                .containsExactly("unmeshed -> linkerd/linkerd-identity");
    }

    private static NamedEdge named(Edge edge) {
        return NamedEdge.of(edge, new Shop("linkerd").edges().getLast());
    }
}
