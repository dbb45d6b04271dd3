package io.weft.viz.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesKeyTest {
    private static final Family BUCKETS = Family.LATENCY_BUCKETS;

    @Test
    void bucketsOfOneHistogramHaveOneStemWhereverTheirBoundStands() {
        assertThat(SeriesKey.of(BUCKETS, "x{a=\"1\",le=\"5\"}")).isEqualTo(new SeriesKey("x{a=\"1\",le=\"\"}", "5"));
        assertThat(SeriesKey.of(BUCKETS, "x{le=\"+Inf\",z=\"1\"}"))
                .isEqualTo(new SeriesKey("x{le=\"\",z=\"1\"}", "+Inf"));
    }

    @Test
    void whatIsNoBucketIsItsOwnStem() {
        assertThat(SeriesKey.of(Family.RESPONSES, "x{le=\"5\"}")).isEqualTo(new SeriesKey("x{le=\"5\"}", ""));
        assertThat(SeriesKey.of(BUCKETS, "x{handle=\"5\"}")).isEqualTo(new SeriesKey("x{handle=\"5\"}", ""));
        assertThat(SeriesKey.of(BUCKETS, "x{le=\"5")).isEqualTo(new SeriesKey("x{le=\"5", ""));
    }

    @Test
    void otherSeriesHaveOtherKeysAlsoWhereAValueLooksLikeABound() {
        assertThat(SeriesKey.of(BUCKETS, "x{a=\",le=\",le=\"5\"}"))
                .isNotEqualTo(SeriesKey.of(BUCKETS, "x{a=\",le=\",le=\"6\"}"))
                .isNotEqualTo(SeriesKey.of(BUCKETS, "x{a=\",le=\"5\",le=\"\"}"));
    }
}
