package io.weft.kubernetes.resource;

import static io.weft.kubernetes.resource.Documents.document;
import static io.weft.kubernetes.resource.Documents.read;
import static io.weft.kubernetes.resource.Documents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.TrafficSplit.Backend;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** crds, 14. */
class TrafficSplitReaderTest {
    static Stream<String> versions() {
        return ResourceKind.TRAFFIC_SPLIT.versions().stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aSplitIsReadInEveryVersion(String version) {
        assertThat(split(
                        version,
                        "{service: web, backends: [{service: web-1, weight: 90}, {service: web-2, weight: 10}]}"))
                .isEqualTo(new TrafficSplit(
                        Metadata.of("shop", "web"),
                        "web",
                        List.of(new Backend("web-1", 900_000), new Backend("web-2", 100_000))));
    }

    @ParameterizedTest
    @CsvSource({"1, 10000", "0, 0", "500m, 5000", "'\"1\"', 10000", "1.5, 15000"})
    void weightsAreQuantitiesOrNumbers(String weight, long expected) {
        assertThat(split("v1alpha1", "{service: web, backends: [{service: web-1, weight: " + weight + "}]}")
                        .backends())
                .containsExactly(new Backend("web-1", expected));
    }

    @Test
    void groupsOfRoutesAreNotLookedAt() {
        assertThat(split(
                                "v1alpha4",
                                "{service: web, matches: [{kind: HTTPRouteGroup, name: some}], backends: [{service: web-1,"
                                        + " weight: 1}]}")
                        .backends())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{backends: [{service: a, weight: 1}]} | spec.service",
                "{service: web} | spec.backends",
                "{service: web, backends: []} | spec.backends",
                "{service: web, backends: [{weight: 1}]} | spec.backends[0].service",
                "{service: web, backends: [{service: a}]} | spec.backends[0].weight",
                "{service: web, backends: [{service: a, weight: -1}]} | spec.backends[0].weight",
                "{service: web, backends: [{service: a, weight: 429497}]} | spec.backends[0].weight",
                "{service: web, backends: [{service: a, weight: 1, wight: 2}]} | spec.backends[0].wight",
                "{service: web, root: a, backends: [{service: a, weight: 1}]} | spec.root",
            })
    void whatIsWrongIsNamed(String spec, String path) {
        refusal(document("split.smi-spec.io/v1alpha2", "TrafficSplit", "spec: " + spec))
                .hasMessageStartingWith(path + " is ");
    }

    private static TrafficSplit split(String version, String spec) {
        return read(TrafficSplit.class, document("split.smi-spec.io/" + version, "TrafficSplit", "spec: " + spec));
    }
}
