package io.weft.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.weft.testkit.time.ManualTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMetricsTest {
    private final MetricRegistry registry = new MetricRegistry(new ManualTicker(), Duration.ofMinutes(10));

    @Test
    void filesOfTheProcFilesystemBecomeMetrics(@TempDir Path proc) throws IOException {
        Files.writeString(
                proc.resolve("stat"), "7 (odd ) name) S 1 7 7 0 -1 4194560 900 0 3 0 250 75 0 0 20 0 33 0 1 1 1 1\n");
        Files.writeString(
                proc.resolve("status"), "Name:\tproxy\nVmSize:\t  2048 kB\nVmRSS:\t    512 kB\nThreads:\t11\n");
        Files.writeString(proc.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max open files            1024                 524288               files
                """);
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net/dev"), """
                Inter-|   Receive  | Transmit
                 face |bytes packets|bytes packets
                    lo: 99999 9 0 0 0 0 0 0 99999 9 0 0 0 0 0 0
                  eth0: 100 1 0 0 0 0 0 0 30 1 0 0 0 0 0 0
                  eth1:  20 1 0 0 0 0 0 0 4 1 0 0 0 0 0 0
                """);
        new ProcessMetrics(proc).register(registry);

        assertThat(new Exposition(registry).text())
                .contains("\nprocess_cpu_seconds_total 3.25\n")
                .contains("\nprocess_virtual_memory_bytes 2097152\n", "\nprocess_resident_memory_bytes 524288\n")
                .contains("\nprocess_threads 11\n", "\nprocess_max_fds 1024\n")
                .contains("\nprocess_network_receive_bytes_total 120\n")
                .contains("\nprocess_network_transmit_bytes_total 34\n");
    }

    @Test
    void missingFilesAreNoError(@TempDir Path empty) {
        new ProcessMetrics(empty).register(registry);

        assertThat(new Exposition(registry).text()).contains("\nprocess_threads 0\n", "\nprocess_open_fds 0\n");
    }

    @Test
    void thisProcessHasThreadsMemoryAndOpenFiles() {
        assumeThat(Path.of("/proc/self/stat"))
                .as("needs Linux's proc filesystem")
                .exists();
        ProcessMetrics.register(registry, Clock.systemUTC());

        String text = new Exposition(registry).text();

        assertThat(value(text, "process_threads")).isPositive();
        assertThat(value(text, "process_open_fds")).isPositive();
        assertThat(value(text, "process_max_fds")).isGreaterThanOrEqualTo(value(text, "process_open_fds"));
        assertThat(value(text, "process_resident_memory_bytes")).isGreaterThan(1_000_000);
        assertThat(value(text, "process_cpu_seconds_total")).isPositive();
        assertThat(value(text, "process_uptime_seconds_total")).isPositive();
        assertThat(value(text, "process_clock_time_seconds")).isGreaterThan(value(text, "process_start_time_seconds"));
    }

    @Test
    void buildInfoNamesVersionCommitAndTheCommitsTime() {
        BuildInfo.register(registry);

        assertThat(new Exposition(registry).text())
                .containsPattern("proxy_build_info\\{date=\"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)?\","
                        + "git_sha=\"([0-9a-f]{40})?\",profile=\"release\",vendor=\"weft\",version=\"\\d+\\..*\"} 1\n");
    }

    private static double value(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
