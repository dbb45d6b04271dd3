package io.weft.benchmarks.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TapResultTest {
    private static final TapResult RESULT = new TapResult(
            new TapPlan(2000, 20, 50, 3), List.of(round(200, 206, 0), round(100, 105, 1), round(150, 150, 0)));

    @Test
    void programsReadTheMediansOfTheRoundsOnOneLine() {
        assertThat(TapJson.render(RESULT)).isEqualTo("""
                {"rate":2000,"failures":1,"cpu_us_per_request":150.0,"cpu_us_per_request_tapped":150.0,\
                "added_percent":3.0,"shown_per_second":100.0}
                """);
    }

    @Test
    void whatATapAddsIsComparedWithinARound() {
        assertThat(TapTable.render(RESULT, "here"))
                .startsWith(
                        "here. 2,000 requests a second over 50 connections; 3 rounds of twice 20 s; 1 requests failed.")
                .contains("| p99 of the client, ms | 3.0 (3.0 to 3.0) | 3.0 (3.0 to 3.0) |\n")
                .endsWith("The tap adds 3.0 (0.0 to 5.0) % to the sidecar's processor time.\n");
    }

    private static TapRound round(double alone, double tapped, long failures) {
        return new TapRound(new Part(40_000, 0, alone, 3000, 0), new Part(40_000, failures, tapped, 3000, 100));
    }
}
