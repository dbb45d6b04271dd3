package io.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TableTest {
    private static final Result BARE =
            row(Mesh.DIRECT, OptionalDouble.empty(), sample(30_000.4, 0, 0, 100, Memory.NONE));
    private static final Result HAPROXY = row(
            Mesh.HAPROXY,
            OptionalDouble.empty(),
            sample(12_000, 40, 60, 250, new Memory(20 * 1024, 15 * 1024, 10 * 1024)));
    private static final Memory HELD = new Memory(70 * 1024 + 600, 50 * 1024, 35 * 1024);
    private static final Result WEFT = row(
            Mesh.WEFT,
            OptionalDouble.of(0.62),
            sample(9000, 60, 75, 300, HELD),
            sample(9500, 62, 72, 310, HELD),
            sample(8000, 58, 99, 280, HELD));
    private static final Result VOID = new Result(
            Scenario.HTTP1_SMALL,
            Mesh.NGINX,
            List.of(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.of("3 requests failed"));

    @Test
    void rowsAreMediansComparedWithNoProxiesAndWithHaproxy() {
        assertThat(Table.render(List.of(BARE, VOID, HAPROXY, WEFT)).lines().skip(3))
                .containsExactly(
                        "| no proxies | 30,000 | – | – | 0.10 / 0.20 / 0.30 / 0.40 | – | 0.10 / 0.20 / 0.30 / 0.40 | – | – | – |",
                        "| nginx pair | void: 3 requests failed | | | | | | | | |",
                        "| haproxy pair | 12,000 | 40 (× 1.00) | 60 (× 1.00) | 0.25 / 0.50 / 0.75 / 1.00 |"
                                + " 0.15 / 0.30 / 0.45 / 0.60 | 0.25 / 0.50 / 0.75 / 1.00 | 20 / 15 / 10 | – | – |",
                        "| Weft | 9,000 (8,000 to 9,500) | 60 (× 1.50; 58 to 62) | 75 (× 1.25; 72 to 99) |"
                                + " 0.30 / 0.60 / 0.90 / 1.20 | 0.20 / 0.40 / 0.60 / 0.80 | 0.30 / 0.60 / 0.90 / 1.20 |"
                                + " 71 / 50 / 35 | 0.62 | 2.00 / 40.00 / 90.00 |");
    }

    @Test
    void eachScenarioHasATable() {
        Result large = new Result(
                Scenario.HTTP1_64K,
                Mesh.WEFT,
                WEFT.samples(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(Table.render(List.of(WEFT, large)).lines().filter(line -> line.startsWith("#")))
                .containsExactly("### http1-small", "### http1-64k");
    }

    @Test
    void jsonHasMediansAndSaysWhatIsVoid() {
        JsonNode results =
                new JsonMapper().readTree(Json.render(List.of(VOID, WEFT))).path("results");

        assertThat(results.get(0))
                .isEqualTo(new JsonMapper()
                        .readTree("{\"scenario\":\"http1-small\",\"mesh\":\"nginx\",\"void\":\"3 requests failed\"}"));
        assertThat(results.get(1)).isEqualTo(new JsonMapper().readTree("""
                {"scenario": "http1-small", "mesh": "weft", "saturated_rps": 9000.0,
                 "cpu_us_per_request": 75.0, "cpu_us_per_request_saturated": 60.0,
                 "latency_ms": {"1000": {"p50": 0.3, "p90": 0.6, "p99": 0.9, "p999": 1.2},
                                "2000": {"p50": 0.3, "p90": 0.6, "p99": 0.9, "p999": 1.2}},
                 "rss_mb": 70.6, "pss_mb": 50.0, "anon_mb": 35.0, "ready_s": 0.62}
                """));
    }

    @Test
    void chartHasABarForEachFigureOfEachPairThatIsNotVoid() throws Exception {
        String picture = Chart.render(List.of(BARE, VOID, HAPROXY, WEFT));

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(picture)))
                        .getElementsByTagName("rect")
                        .getLength())
                .isEqualTo(2 + 2 + 3);
        assertThat(picture)
                .contains(
                        "prefers-color-scheme: dark",
                        ">http1-small, Weft</text>",
                        "<rect class=\"weft\" x=\"190\" y=\"54\" width=\"480.0\"",
                        "<rect class=\"haproxy\" x=\"190\" y=\"34\" width=\"384.0\"",
                        ">75</text>")
                .doesNotContain("nginx pair");
    }

    @Test
    void chartStandsBesideThePage() {
        assertThat(Chart.beside(Path.of("docs/BENCHMARKS.md")).picture()).isEqualTo(Path.of("docs/BENCHMARKS.svg"));
        assertThat(Chart.beside(Path.of("results")).link()).contains("(results.svg)");
    }

    private static Result row(Mesh mesh, OptionalDouble ready, Sample... samples) {
        Optional<Latencies> first = ready.isPresent()
                ? Optional.of(new Latencies(1000, 0, 2000, 9000, 40_000, 60_000, 90_000))
                : Optional.empty();
        return new Result(Scenario.HTTP1_SMALL, mesh, List.of(samples), ready, first, Optional.empty());
    }

    private static Sample sample(double perSecond, double saturatedCpu, double pacedCpu, double p50, Memory memory) {
        Latencies found = new Latencies(1000, 0, p50, 2 * p50, 3 * p50, 4 * p50, 5 * p50);
        return new Sample(new Saturation(100_000, perSecond, 0), saturatedCpu, pacedCpu, found, found, memory);
    }

    @Test
    void pageKeepsEverythingButItsResults() {
        assertThat(ResultsPage.with("before\n<!-- results -->\nold\n<!-- /results -->\nafter\n", "results", "new\n"))
                .isEqualTo("before\n<!-- results -->\nnew\n<!-- /results -->\nafter\n");
    }

    @Test
    void pageWithoutMarksIsLeftAlone() {
        assertThatThrownBy(() -> ResultsPage.with("text\n", "results", "new\n"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("<!-- results -->");
    }
}
