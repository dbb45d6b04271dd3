package io.weft.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceResourceTest {
    @ParameterizedTest
    @CsvSource({"one, web, one", "'', web, web", "one, '', one", "'', '', "})
    void serviceIsTheInstanceElseTheName(String instance, String name, String service) {
        Map<String, String> labels = Map.of("app.kubernetes.io/instance", instance, "app.kubernetes.io/name", name);

        assertThat(TraceResource.of(labels, Map.of()).serviceName().orElse(null))
                .isEqualTo(service);
    }

    @Test
    void annotationsOfOpenTelemetryAreAttributes() {
        TraceResource resource = TraceResource.of(
                Map.of(),
                Map.of("resource.opentelemetry.io/team", "shop", "resource.opentelemetry.io/tier", "1", "other", "x"));

        assertThat(resource.attributes()).isEqualTo(Map.of("team", "shop", "tier", "1"));
    }

    @Test
    void aValueOfSeveralLinesIsNoSecondAttribute() {
        assertThat(TraceResource.lines(new TreeMap<>(Map.of("a", "1\nservice.name=other", "b", "2"))))
                .isEqualTo("a=1 service.name=other\nb=2");
    }
}
