package io.weft.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "250ms, PT0.25S",
        "3s, PT3S",
        "5m, PT5M",
        "1h, PT1H",
        "365d, PT8760H",
        "' 3s\t', PT3S"
    })
    void durationsHaveAUnit(String text, Duration expected) {
        assertThat(Formats.DURATION.read(text)).isEqualTo(expected);
    }

    @Test
    void portsAreListsAndRanges() {
        PortSet ports = PortSet.parse(" 80, 8000-8002,, 9090 ,");

        assertThat(ports.stream()).containsExactly(80, 8000, 8001, 8002, 9090);
        assertThat(ports.contains(8001)).isTrue();
        assertThat(ports.contains(81)).isFalse();
    }

    @Test
    void suffixesLoseTheirDotAndTheirCapitals() {
        assertThat(Formats.SUFFIXES.read("SVC.cluster.local., example.com ,."))
                .containsExactly("svc.cluster.local", "example.com", ".");
    }

    @ParameterizedTest
    @CsvSource({"1, PT0.1S", "2, PT0.2S", "5, PT1.6S", "7, PT5S", "63, PT5S", "2000000000, PT5S"})
    void backoffDoublesUpToItsCeiling(int failures, Duration expected) {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), 0);

        assertThat(backoff.delay(failures, RandomGenerator.getDefault())).isEqualTo(expected);
    }

    @Test
    void jitterOnlyAddsAndOnlyItsShare() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 0.1);
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

        for (int i = 0; i < 1000; i++) {
            assertThat(backoff.delay(1, random)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1100));
        }
    }
}
