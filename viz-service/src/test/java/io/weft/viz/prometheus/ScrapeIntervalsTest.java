package io.weft.viz.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeIntervalsTest {
    private static final String GLOBAL = "global:\n  scrape_interval: 1m30s\n";

    @Test
    void jobOfTheSidecarsSaysItForItself() {
        assertThat(ScrapeIntervals.of(GLOBAL + """
                        scrape_configs:
                        - job_name: prometheus
                          scrape_interval: 1m
                        - job_name: podMonitor/linkerd/linkerd-proxy/0
                          scrape_interval: 10s
                        """)).contains(Duration.ofSeconds(10));
    }

    @Test
    void withoutOneItIsThatOfAllJobs() {
        assertThat(ScrapeIntervals.of(GLOBAL)).contains(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a: [", "global: 3", "global:\n  scrape_interval: soon", "global:\n  scrape_interval: 0s"})
    void whatCannotBeReadIsNotKnown(String yaml) {
        assertThat(ScrapeIntervals.of(yaml)).isEmpty();
    }
}
