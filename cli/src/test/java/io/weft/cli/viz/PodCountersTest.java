package io.weft.cli.viz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodCountersTest {
    static final String MUTUAL =
            "request_total{direction=\"inbound\",target_addr=\"1.1.1.1:80\",tls=\"true\",client_id=\"a.b\"} 3";
    static final String PLAIN =
            "request_total{direction=\"inbound\",target_addr=\"1.1.1.1:80\",tls=\"no_identity\",route_kind=\"default\","
                    + "route_name=\"default\"} 1";
    static final String PROBE = PLAIN.replace("route_name=\"default\"", "route_name=\"probe\"");

    private static final String STREAM =
            "tcp_open_total{direction=\"inbound\",peer=\"src\",target_addr=\"1.1.1.1:80\",tls=\"no_identity\"} 2";

    @ParameterizedTest
    @CsvSource({
        "mtls,  ''",
        "mtls,  mutual",
        "none,  plain",
        "mixed, plain mutual",
        "mtls,  probe",
        "mtls,  probe stream",
        "none,  stream",
        "none,  probe plain stream",
        "mixed, stream mutual",
        "none,  nameless",
        "mtls,  local",
        "mtls,  outbound",
        "mtls,  never",
    })
    void authenticationIsWhatClientsProved(String expected, String series) {
        PodCounters counters = new PodCounters();
        counters.add(Stream.of(series.split(" ", -1)).map(PodCountersTest::line).collect(Collectors.joining("\n")));

        assertThat(counters.text()).isEqualTo(expected);
    }

    @Test
    void podsTogetherAreMixedIfOneHeardPlaintext() {
        PodCounters counters = new PodCounters();
        counters.add(MUTUAL);
        counters.add(PLAIN);

        assertThat(counters.text()).isEqualTo("mixed");
    }

    private static String line(String name) {
        return switch (name) {
            case "mutual" -> MUTUAL;
            case "plain" -> PLAIN;
            case "probe" -> PROBE;
            case "stream" -> STREAM;
            case "nameless" -> MUTUAL.replace(",client_id=\"a.b\"", "");
            case "local" ->
                "tcp_open_total{direction=\"inbound\",peer=\"dst\",tls=\"no_identity\",no_tls_reason=\"loopback\"} 2";
            case "outbound" -> PLAIN.replace("inbound", "outbound");
            case "never" -> PLAIN.replace("} 1", "} 0");
            default -> "# TYPE request_total counter";
        };
    }
}
