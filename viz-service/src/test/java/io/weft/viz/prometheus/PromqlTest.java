package io.weft.viz.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.window.Family;
import io.weft.viz.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromqlTest {
    private static final Instant END = Instant.ofEpochSecond(1_000);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(10);

    @Test
    void counterIsAskedForScrapeByScrapeIfItMoved() {
        assertThat(Promql.ofAll(END, MINUTE, STEP).values(Family.READ_BYTES))
                .isEqualTo("(S and ((changes(S[80000ms] @ 1000.000) > 0)"
                        .concat(" or (last_over_time(S[80000ms] @ 1000.000) unless S @ 940.000)")
                        .concat(" or (S and on (namespace, pod) changes(P[80000ms] @ 1000.000) > 0)))"
                                + "[60001ms:10000ms]")
                        .replace("S", "tcp_read_bytes_total{namespace!=\"\",pod!=\"\"}")
                        .replace("P", "process_start_time_seconds{namespace!=\"\",pod!=\"\",control_plane_ns!=\"\"}"));
    }

    @Test
    void gaugeIsAskedForAsItIs() {
        assertThat(Promql.ofAll(END, MINUTE, STEP).values(Family.OPEN_CONNECTIONS))
                .isEqualTo("tcp_open_connections{namespace!=\"\",pod!=\"\"} > 0");
    }

    @Test
    void gatewaysAreAskedForWhoeverTellsOfThemAndDeadOnesToo() {
        Promql all = Promql.ofAll(END, MINUTE, STEP);

        assertThat(all.values(Family.GATEWAY_ALIVE)).isEqualTo("gateway_alive");
        assertThat(all.values(Family.GATEWAY_LATENCY_BUCKETS))
                .isEqualTo("(S and ((changes(S[80000ms] @ 1000.000) > 0)"
                        .concat(" or (last_over_time(S[80000ms] @ 1000.000) unless S @ 940.000)))[60001ms:10000ms]")
                        .replace("S", "gateway_probe_latency_ms_bucket"));
    }

    @Test
    void podsAreNamedLiterally() {
        List<WorkloadKey> pods =
                List.of(new WorkloadKey("shop", "pod", "web.v1-x"), new WorkloadKey("shop", "pod", "api|b"));

        assertThat(Promql.of(pods, END, MINUTE, STEP).values(Family.OPEN_CONNECTIONS))
                .contains("namespace=~\"shop\",pod=~\"api\\\\|b|web\\\\.v1-x\"}");
    }
}
