package io.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Result BARE = new Result(
            "no proxies",
            new Saturation(100_000, 30_000.4, 0),
            0,
            0,
            new Latencies(1000, 0, 100, 200, 300, 400),
            Memory.NONE);
    private static final Result HAPROXY = new Result(
            "haproxy pair",
            new Saturation(100_000, 12_000, 0),
            40,
            60,
            new Latencies(1000, 0, 250, 500, 900, 1000),
            new Memory(20 * 1024, 10 * 1024));
    private static final Result WEFT = new Result(
            "Weft",
            new Saturation(100_000, 9000, 0),
            60,
            75,
            new Latencies(1000, 0, 300, 900, 2000, 3000),
            new Memory(70 * 1024 + 600, 35 * 1024));

    @Test
    void rowsAreComparedWithNoProxiesAndWithHaproxy() {
        assertThat(Table.render(List.of(BARE, HAPROXY, WEFT)).lines().skip(2))
                .containsExactly(
                        "| no proxies | 30,000 | – | – | 0.10 / 0.20 / 0.30 | – | – | – |",
                        "| haproxy pair | 12,000 | 40 (× 1.00) | 60 (× 1.00) | 0.25 / 0.50 / 0.90 | 0.15 / 0.30 / 0.60 | 20 | 10 |",
                        "| Weft | 9,000 | 60 (× 1.50) | 75 (× 1.25) | 0.30 / 0.90 / 2.00 | 0.20 / 0.70 / 1.70 | 71 | 35 |");
    }

    @Test
    void pageKeepsEverythingButItsResults() {
        assertThat(ResultsPage.with("before\n<!-- results -->\nold\n<!-- /results -->\nafter\n", "new\n"))
                .isEqualTo("before\n<!-- results -->\nnew\n<!-- /results -->\nafter\n");
    }

    @Test
    void pageWithoutMarksIsLeftAlone() {
        assertThatThrownBy(() -> ResultsPage.with("text\n", "new\n"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("<!-- results -->");
    }
}
