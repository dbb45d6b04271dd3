package io.weft.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.kubernetes.resource.FailureAccrual.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** crds, 12.3. */
class FailureAccrualAnnotationsTest {
    private static final String MODE = "balancer.linkerd.io/failure-accrual";
    private static final String ALPHA = "balancer.alpha.linkerd.io/failure-accrual";

    @Test
    void withoutAModeThereIsNone() {
        assertThat(read(Map.of())).isEmpty();
    }

    @Test
    void whatIsNotSaidIsTheDefault() {
        Backoff usual = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 0.5f, false);

        assertThat(read(Map.of(MODE, "consecutive"))).contains(new FailureAccrual.Consecutive(7, usual));
        assertThat(read(Map.of(MODE, "unified")))
                .contains(new FailureAccrual.Unified(0.8, Duration.ofSeconds(10), 5, 7, usual));
    }

    @Test
    void everythingMayBeSaid() {
        assertThat(read(Map.of(
                        MODE,
                        "unified",
                        MODE + "-consecutive-max-failures",
                        "0",
                        MODE + "-consecutive-min-penalty",
                        "2s",
                        MODE + "-consecutive-max-penalty",
                        "3m",
                        MODE + "-consecutive-jitter-ratio",
                        "1.5",
                        ALPHA + "-success-rate-threshold",
                        "0.5",
                        ALPHA + "-success-rate-window",
                        "30s",
                        ALPHA + "-success-rate-min-requests",
                        "20",
                        ALPHA + "-honor-retry-after",
                        "true")))
                .contains(new FailureAccrual.Unified(
                        0.5,
                        Duration.ofSeconds(30),
                        20,
                        0,
                        new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(3), 1.5f, true)));
    }

    @ParameterizedTest
    @CsvSource({
        "balancer.linkerd.io/failure-accrual, sometimes",
        "balancer.linkerd.io/failure-accrual-consecutive-max-failures, many",
        "balancer.linkerd.io/failure-accrual-consecutive-min-penalty, 2m",
        "balancer.linkerd.io/failure-accrual-consecutive-max-penalty, 0",
        "balancer.linkerd.io/failure-accrual-consecutive-jitter-ratio, 100.1",
        "balancer.alpha.linkerd.io/failure-accrual-success-rate-threshold, 1.1",
        "balancer.alpha.linkerd.io/failure-accrual-success-rate-window, 9ms",
        "balancer.alpha.linkerd.io/failure-accrual-success-rate-min-requests, 1000001",
        "balancer.alpha.linkerd.io/failure-accrual-honor-retry-after, yes",
    })
    void whatIsWrongIsNamed(String name, String value) {
        Map<String, String> annotations =
                name.equals(MODE) ? Map.of(name, value) : Map.of(MODE, "unified", name, value);
        assertThatThrownBy(() -> read(annotations))
                .isInstanceOf(ResourceException.class)
                .hasMessageStartingWith("metadata.annotations['" + name + "'] is '" + value + "'");
    }

    @Test
    void aHintIsHonouredOnlyWhereSomethingMayRest() {
        assertThatThrownBy(() -> read(Map.of(ALPHA + "-honor-retry-after", "true")))
                .hasMessageEndingWith("it needs " + MODE + " beside it");
    }

    private static Optional<FailureAccrual> read(Map<String, String> annotations) {
        return FailureAccrualAnnotations.read(
                new Metadata("shop", "web", Map.of(), annotations, Optional.empty(), List.of()));
    }
}
