package io.weft.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceCollectorTest {
    private static final TraceCollector USUAL = new TraceCollector("collector.linkerd-viz:4317", "viz", "linkerd-viz");

    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "otel.obs:55680, obs",
        "otel.obs.svc.cluster.local.:4317, obs",
        "otel:4317, shop",
    })
    void collectorOfAnAnnotationIsInTheNamespaceOfItsName(String address, String namespace) {
        assertThat(of(Map.of("config.linkerd.io/trace-collector", address)))
                .isEqualTo(new TraceCollector(address, "viz", namespace));
    }

    @Test
    void accountOfAnAnnotationIsTaken() {
        assertThat(of(Map.of("config.alpha.linkerd.io/trace-collector-service-account", "otel")))
                .isEqualTo(new TraceCollector(USUAL.address(), "otel", "linkerd-viz"));
    }

    @Test
    void whatCannotBeReadIsToldAndIgnored() {
        assertThat(of(Map.of("config.linkerd.io/trace-collector", "nowhere"))).isEqualTo(USUAL);
        assertThat(warnings).singleElement().asString().contains("config.linkerd.io/trace-collector", "nowhere");
    }

    private TraceCollector of(Map<String, String> annotations) {
        return TraceCollector.of(annotations, "shop", USUAL, warnings::add);
    }
}
