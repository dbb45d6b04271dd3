package io.weft.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every family against {@code families.txt}, which was written from the reference. */
class FamiliesTest {
    private static final Pattern BOUND = Pattern.compile("_bucket\\{le=\"([^\"]*)\"}");

    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));

    record Row(Block block, String type, String sample, String bounds) {
        static Row parse(String line) {
            String[] cells = line.split(" \\| ", -1);
            Block block = cells[0].equals("A") ? Block.LEGACY : Block.OPEN_METRICS;
            return new Row(block, cells[1], cells[2], cells[3].equals("-") ? "" : cells[3] + " +Inf");
        }

        String family() {
            boolean plain = block == Block.LEGACY || !type.equals("counter");
            return plain ? sample : sample.substring(0, sample.length() - "_total".length());
        }
    }

    static List<Row> rows() throws IOException {
        try (InputStream table = Objects.requireNonNull(FamiliesTest.class.getResourceAsStream("families.txt"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Row::parse)
                    .toList();
        }
    }

    @Test
    void everyFamilyStandsInTheTableAndNoOther() throws IOException {
        assertThat(Arrays.stream(Meter.values()).map(Meter::sample))
                .containsExactlyInAnyOrderElementsOf(
                        rows().stream().map(Row::sample).toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachFamilyIsAnnouncedAndWrittenAsTheTableSays(Row row) {
        String announcement = "# TYPE " + row.family() + " " + row.type() + "\n";
        assertThat(new Exposition(registry).text().contains(announcement)).isEqualTo(row.block() == Block.OPEN_METRICS);

        use(Arrays.stream(Meter.values())
                .filter(meter -> meter.sample().equals(row.sample()))
                .findFirst()
                .orElseThrow());
        String text = new Exposition(registry).text();
        assertThat(text).contains(announcement);
        assertThat(text.lines())
                .anyMatch(line -> line.startsWith(row.sample() + (row.bounds().isEmpty() ? " " : "_")));
        assertThat(String.join(
                        " ",
                        BOUND.matcher(text)
                                .results()
                                .map((MatchResult bound) -> bound.group(1))
                                .toList()))
                .isEqualTo(row.bounds());
    }

    private void use(Meter meter) {
        switch (meter.type()) {
            case COUNTER -> registry.counter(meter, Labels.EMPTY).increment();
            case GAUGE -> registry.gauge(meter, Labels.EMPTY).set(1);
            case HISTOGRAM -> registry.histogram(meter, Labels.EMPTY).record(1);
        }
    }
}
