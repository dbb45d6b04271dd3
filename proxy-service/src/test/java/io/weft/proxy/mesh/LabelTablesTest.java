package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.telemetry.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tables of labels, taken together. */
class LabelTablesTest {
    private static final Path TABLES = Path.of("src/test/resources/io/weft/proxy");

    /** They need no proxy to be counted, and are in the tests of what counts them. */
    private static final Set<String> ELSEWHERE = Set.of(
            "opentelemetry_span_export_requests",
            "opentelemetry_span_exports",
            "outbound_external_dns_resolutions_total");

    @Test
    void everyFamilyStandsInOneOfThem() throws IOException {
        Set<String> listed = new TreeSet<>(ELSEWHERE);
        for (String table : Set.of("mesh/labels-outbound.txt", "mesh/labels-inbound.txt", "app/labels-own.txt")) {
            Files.readAllLines(TABLES.resolve(table)).forEach(line -> listed.add(line.substring(0, line.indexOf(':'))));
        }

        assertThat(listed)
                .isEqualTo(new TreeSet<>(
                        Arrays.stream(Meter.values()).map(Meter::sample).toList()));
    }

    /** Families of the reference that are left out are said to be. */
    @Test
    void whatIsLeftOutIsADeviation() throws IOException {
        String deviations = Files.readString(Path.of("../docs/DEVIATIONS.md"));

        assertThat(Files.readAllLines(TABLES.resolve("telemetry/omitted.txt")))
                .isNotEmpty()
                .allSatisfy(family -> assertThat(deviations).contains('`' + family + '`'));
    }
}
