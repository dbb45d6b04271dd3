package io.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What other programs and the kernel say, as read here. */
class ReadingsTest {
    @Test
    void processorTimeAndThreadsAreFoundBehindACommandWithBlanksAndParentheses() {
        String stat = "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 10 0 0 0 250 150 7 9 20 0 1 0 100 0 0";

        assertThat(ProcFiles.cpuMicros(stat)).isEqualTo(4_000_000);
        assertThat(ProcFiles.threads(stat)).isEqualTo(1);
    }

    @Test
    void startIsCountedFromTheMachinesInHundredths() {
        String stat = "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 10 0 0 0 250 150 7 9 20 0 1 0 12345 0 0";

        assertThat(ProcFiles.startSeconds(stat)).isCloseTo(123.45, within(1e-9));
        assertThat(ProcFiles.startSeconds(List.of(ProcessHandle.current().pid())))
                .isPositive()
                .isLessThanOrEqualTo(ProcFiles.uptimeSeconds());
    }

    @Test
    void ownProcessorTimeGrowsWithWork() {
        List<Long> self = List.of(ProcessHandle.current().pid());
        long before = ProcFiles.cpuMicros(self);
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (ProcFiles.cpuMicros(self) == before) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @Test
    void memoryIsResidentAndAnonymous() {
        String rollup =
                "00400000-7ffd rollup\nRss:               81234 kB\nPss:             50000 kB\nAnonymous:         40000 kB\n";

        assertThat(ProcFiles.memory(rollup)).isEqualTo(new Memory(81234, 50000, 40000));
    }

    @Test
    void memoryOfAPairIsThatOfTheLarger() {
        assertThat(new Memory(10, 5, 7).max(new Memory(9, 6, 8))).isEqualTo(new Memory(10, 6, 8));
    }

    @Test
    void namespaceIsThatOfThePodAndNotOfAnotherMeshsWorkloadOfItsName() {
        String list = """
                weft-47f10b2a-bench.plain-client-t5l4v (id: 3)
                weft-0a1b2c3d-bench.plain-client-k3x9p (id: 7)
                """;

        assertThat(Namespace.named(list, "bench.plain-client-k3x9p"))
                .contains("weft-0a1b2c3d-bench.plain-client-k3x9p");
        assertThat(Namespace.named(list, "bench.plain-client-zzzzz")).isEmpty();
    }

    @Test
    void wrkIsReadWithItsErrors() {
        String output = """
                Running 10s test @ http://10.42.0.7:8080/
                  1 threads and 32 connections
                  250123 requests in 10.01s, 60.12MB read
                  Socket errors: connect 1, read 2, write 0, timeout 3
                  Non-2xx or 3xx responses: 4
                Requests/sec:  24987.31
                Transfer/sec:      6.01MB
                """;

        assertThat(Saturation.parse(output)).isEqualTo(new Saturation(250_123, 24_987.31, 10));
        assertThat(Saturation.remark(output))
                .isEqualTo(" (Socket errors: connect 1, read 2, write 0, timeout 3; Non-2xx or 3xx responses: 4)");
        assertThat(Saturation.remark("Requests/sec:  24987.31")).isEmpty();
    }

    @Test
    void wrkThatCouldNotConnectIsQuoted() {
        assertThatThrownBy(() -> Saturation.parse("unable to connect"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("wrk said: unable to connect");
    }

    @Test
    void latenciesTravelAsOneLine() {
        Latencies found = new Latencies(1000, 1, 120.5, 400.5, 900.25, 3000.125, 4000);

        assertThat(Latencies.parse(found.text() + "\n")).isEqualTo(found);
    }

    @Test
    void generatorThatFailedIsQuoted() {
        assertThatThrownBy(() -> Latencies.parse("Connection refused"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("Connection refused");
    }
}
