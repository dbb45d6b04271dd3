package io.weft.viz.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionReaderTest {
    @Test
    void bothBlocksAreReadAndOnlyFamiliesAskedFor() {
        String text = """
                # HELP response_total Responses.
                # TYPE response_total counter
                response_total{direction="inbound",status_code="200"} 12
                response_latency_ms_bucket{direction="inbound",le="+Inf"} 3
                response_latency_ms_sum{direction="inbound"} 99
                tcp_open_connections 4
                tcp_open_connections_max{a="b"} 5
                # TYPE process_cpu_seconds counter
                process_cpu_seconds_total 1.25
                tcp_read_bytes_total{peer="src"} 1.5e3 1700000000 # {trace="x"} 1
                # EOF
                """;

        assertThat(read(text))
                .containsExactly(
                        "RESPONSES response_total{direction=\"inbound\",status_code=\"200\"} 12.0",
                        "LATENCY_BUCKETS response_latency_ms_bucket{direction=\"inbound\",le=\"+Inf\"} 3.0",
                        "LATENCY_SUM response_latency_ms_sum{direction=\"inbound\"} 99.0",
                        "OPEN_CONNECTIONS tcp_open_connections 4.0",
                        "READ_BYTES tcp_read_bytes_total{peer=\"src\"} 1500.0");
    }

    @Test
    void routesAreReadWhereTheyAreTaken() {
        assertThat(read("""
                        route_response_total{direction="inbound",dst="web:80",rt_route="a"} 1
                        route_response_total{direction="outbound",dst="web:80",rt_route="a"} 2
                        """))
                .containsExactly(
                        "PROFILE_RESPONSES route_response_total{direction=\"outbound\",dst=\"web:80\",rt_route=\"a\"} 2.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "response_total{a=\"b\"}",
                "response_total{a=\"b\"} x",
                "response_total{a=\"b\"} NaN",
                "response_total{a=\"b\"} +Inf",
                "response_total ",
                "response_total{",
                "",
                "#",
            })
    void lineThatMakesNoSenseIsSkippedAlone(String line) {
        assertThat(read(line + "\nresponse_total 1")).containsExactly("RESPONSES response_total 1.0");
    }

    @Test
    void endlessLineIsSkipped() {
        String line = "response_total{a=\"" + "x".repeat(10_000) + "\"} 1\n";

        assertThat(read(line + "response_total 2\n")).containsExactly("RESPONSES response_total 2.0");
    }

    @Test
    void labelsAreUnescapedAndMayHoldBracesAndCommas() {
        assertThat(SeriesName.labels("x{a=\"b\",c=\"\"}")).contains(Map.of("a", "b", "c", ""));
        assertThat(SeriesName.labels("x{a=\"q\\\"\\\\\\n\",}")).contains(Map.of("a", "q\"\\\n"));
        assertThat(SeriesName.labels("x{a=\"{x},y=1\"}")).contains(Map.of("a", "{x},y=1"));
        assertThat(SeriesName.labels("x{}")).contains(Map.of());
        assertThat(SeriesName.labels("x")).contains(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x{a}", "x{a=\"b}", "x{a=\"b\"c}", "x{a=\"b\"", "x{a=b}", "x{a=\"b\"}c"})
    void malformedLabelsAreNone(String series) {
        assertThat(SeriesName.labels(series)).isEmpty();
    }

    @Test
    void noiseNeverThrows() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        String alphabet = "response_total{}\",=\\ \n#19.eE+-tcp_open_connections";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder noise = new StringBuilder("response_total{");
            for (int i = random.nextInt(60); i > 0; i--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            ExpositionReader.read(noise.toString(), (family, series, value) -> {
                assertThat(value).isFinite();
                assertThat(SeriesName.labels(series)).isNotNull();
            });
        }
    }

    private static List<String> read(String text) {
        List<String> samples = new ArrayList<>();
        ExpositionReader.read(text, (family, series, value) -> samples.add(family + " " + series + " " + value));
        return samples;
    }
}
