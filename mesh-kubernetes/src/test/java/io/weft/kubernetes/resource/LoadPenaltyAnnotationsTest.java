package io.weft.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** crds, 12.3: the load biaser. */
class LoadPenaltyAnnotationsTest {
    private static final String ALPHA = "balancer.alpha.linkerd.io/";
    private static final String ASKED = ALPHA + "penalize-failures";
    private static final String PENALTY = ALPHA + "load-biaser-penalty";
    private static final String MAX_RETRY_AFTER = ALPHA + "load-biaser-max-retry-after";

    @Test
    void whoDoesNotAskForItHasNone() {
        assertThat(read(Map.of())).isEmpty();
        assertThat(read(Map.of(ASKED, "false", PENALTY, "7s"))).isEmpty();
        assertThat(read(Map.of(PENALTY, "7s"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "t", "T", "TRUE", "True"})
    void whatIsNotSaidIsTheDefault(String yes) {
        assertThat(read(Map.of(ASKED, yes))).contains(new LoadPenalty(Duration.ofSeconds(5), Duration.ofSeconds(300)));
    }

    @Test
    void everythingMayBeSaid() {
        assertThat(read(Map.of(ASKED, "true", PENALTY, "4294967295ms", MAX_RETRY_AFTER, "1h")))
                .contains(new LoadPenalty(Duration.ofMillis(4_294_967_295L), Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "penalize-failures, yes",
        "load-biaser-penalty, slow",
        "load-biaser-penalty, 4294967296ms",
        "load-biaser-max-retry-after, -1s",
    })
    void whatIsWrongIsNamed(String name, String value) {
        Map<String, String> annotations =
                ASKED.equals(ALPHA + name) ? Map.of(ASKED, value) : Map.of(ASKED, "true", ALPHA + name, value);
        assertThatThrownBy(() -> read(annotations))
                .isInstanceOf(ResourceException.class)
                .hasMessageStartingWith("metadata.annotations['" + ALPHA + name + "'] is '" + value + "'");
    }

    private static Optional<LoadPenalty> read(Map<String, String> annotations) {
        return LoadPenaltyAnnotations.read(
                new Metadata("shop", "web", Map.of(), annotations, Optional.empty(), List.of()));
    }
}
