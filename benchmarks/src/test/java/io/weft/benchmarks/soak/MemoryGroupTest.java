package io.weft.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.benchmarks.BenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryGroupTest {
    private static final long LIMIT = 96 << 20;

    @TempDir
    private Path root;

    @Test
    void groupOfVersionTwoIsMadeWhereMemoryIsCountedSo() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "cpu memory pids\n");
        MemoryGroup.make(versionTwo(), "soak", LIMIT);

        assertThat(root.resolve("cgroup.subtree_control")).hasContent("+memory");
        assertThat(root.resolve("soak/memory.max")).hasContent("100663296");
    }

    @Test
    void groupOfVersionOneIsMadeWhereVersionTwoDoesNotCountMemory() throws IOException {
        Path unified = Files.createDirectory(root.resolve("unified"));
        Files.writeString(unified.resolve("cgroup.controllers"), "\n");
        Path memory = Files.createDirectory(root.resolve("memory"));
        MemoryGroup.make(
                "cgroup2 " + unified + " cgroup2 rw 0 0\ncgroup " + root + "/cpu cgroup rw,cpu 0 0\ncgroup " + memory
                        + " cgroup rw,relatime,memory 0 0\n",
                "soak",
                LIMIT);

        assertThat(memory.resolve("soak/memory.limit_in_bytes")).hasContent("100663296");
    }

    @Test
    void machineWithoutMemoryCgroupsIsRefused() {
        assertThatThrownBy(() -> MemoryGroup.make("tmpfs /tmp tmpfs rw 0 0\n", "soak", LIMIT))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("--memory-limit: no memory cgroup is mounted here");
    }

    @Test
    void machineThatLetsNobodyMakeOneIsRefused() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "memory\n");
        Files.createDirectory(root.resolve("cgroup.subtree_control"));

        assertThatThrownBy(() -> MemoryGroup.make(versionTwo(), "soak", LIMIT))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("--memory-limit: " + root + " lets nobody make a memory cgroup in it");
    }

    @Test
    void whoIsInItIsKnownAndWhatItHadAtMost() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "memory\n");
        MemoryGroup group = MemoryGroup.make(versionTwo(), "soak", LIMIT);
        Files.writeString(root.resolve("soak/cgroup.procs"), "17\n18\n");
        Files.writeString(root.resolve("soak/memory.peak"), "90000000\n");

        assertThat(group.holds(List.of(18L))).isTrue();
        assertThat(group.holds(List.of(18L, 19L))).isFalse();
        assertThat(group.peakBytes()).isEqualTo(90_000_000);
    }

    private String versionTwo() {
        return "cgroup2 " + root + " cgroup2 rw,nosuid 0 0\n";
    }
}
