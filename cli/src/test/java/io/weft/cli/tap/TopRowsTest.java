package io.weft.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.tap.TapEvent.Direction;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopRowsTest {
    private final TopRows rows = new TopRows(false, true);
    private final Traffic traffic = new Traffic(rows::add);

    private List<String> told() {
        return rows.rows().stream()
                .map(row ->
                        row.key().destination() + " " + row.key().target() + " " + row.count() + " " + row.successes())
                .sorted()
                .toList();
    }

    @Test
    void requestsThatAreAlikeAreOneRowWithTheShortestLongestAndLatest() {
        traffic.request("web", "catalog", "GET", "/", 200, 20)
                .request("web", "catalog", "GET", "/", 404, 90)
                .request("web", "catalog", "GET", "/", 500, 10)
                .request("web", "catalog", "GET", "/", 200, 50);

        assertThat(rows.rows().stream()
                        .map(row -> row.count() + " " + TopRow.text(row.best()) + " " + TopRow.text(row.worst()) + " "
                                + TopRow.text(row.last()) + " " + row.successRate())
                        .toList())
                .containsExactly("4 10µs 90µs 50µs 0.75");
    }

    @Test
    void whatBothSidesTellCountsOnceAsTheClientSawIt() {
        traffic.by(Direction.INBOUND).request("web", "catalog", "GET", "/", 200, 20);
        traffic.by(Direction.INBOUND).request("web", "catalog", "GET", "/", 200, 20);
        traffic.by(Direction.OUTBOUND).request("web", "catalog", "GET", "/", 503, 20);
        traffic.by(Direction.INBOUND).request("unmeshed", "catalog", "GET", "/other", 200, 20);

        assertThat(told()).containsExactly("catalog / 1 0", "catalog /other 1 1");
    }

    @Test
    void callsFailByTheirGrpcStatus() {
        IntStream.rangeClosed(0, 16).forEach(status -> new Traffic(rows::add).call("web", "catalog-" + status, status));

        assertThat(rows.rows().stream()
                        .filter(row -> row.successes() == 0)
                        .map(row -> row.key().destination())
                        .sorted()
                        .toList())
                .containsExactly("catalog-13", "catalog-14", "catalog-15", "catalog-2", "catalog-4");
    }

    @Test
    void whatIsBrokenOffFailsAndWhatHasNotEndedDoesNotCount() {
        traffic.reset("web", "catalog", "/reset").begin("web", "catalog", "GET", "/open");

        assertThat(told()).containsExactly("catalog /reset 1 0");
    }

    @Test
    void openRequestsAndRowsAreBounded() {
        IntStream.range(0, 30_000).forEach(i -> traffic.begin("web", "catalog", "GET", "/open"));
        IntStream.range(0, 30_000).forEach(i -> traffic.request("web", "catalog", "GET", "/" + i, 200, 1));

        assertThat(rows.rows()).hasSize(10_000);
    }
}
