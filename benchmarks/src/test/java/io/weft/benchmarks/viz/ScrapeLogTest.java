package io.weft.benchmarks.viz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeLogTest {
    private static final long SECOND = 1_000_000_000;

    private final ScrapeLog log = new ScrapeLog(2, 10);

    @Test
    void scrapeIsLateAFifthOfTheIntervalAfterItWasDue() {
        log.judge();
        asked(0, 0);
        asked(1, 1);
        asked(0, 12);
        asked(1, 14);

        assertThat(log.found(20 * SECOND)).isEqualTo(new ScrapeLog.Found(2, 1, 13));
    }

    @Test
    void sidecarThatIsNotAskedAnyMoreIsLateToo() {
        log.judge();
        asked(0, 0);
        asked(1, 0);
        asked(1, 10);

        assertThat(log.found(13 * SECOND)).isEqualTo(new ScrapeLog.Found(1, 1, 10));
    }

    @Test
    void nothingIsJudgedBeforeItIsToBe() {
        asked(0, 0);
        asked(1, 0);
        asked(0, 50);
        asked(1, 50);
        assertThat(log.least()).isEqualTo(2);

        log.judge();
        assertThat(log.found(51 * SECOND)).isEqualTo(new ScrapeLog.Found(0, 0, 0));
    }

    private void asked(int sidecar, long second) {
        log.asked(sidecar, second * SECOND);
    }
}
