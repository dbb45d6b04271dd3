package io.weft.benchmarks.viz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {
    private static final long START = 1_800_000_000;

    @ParameterizedTest
    @ValueSource(ints = {150, 300, 1000})
    void sidecarTellsExactlyAsManySeriesAsItShouldAndEachOnce(int series) {
        SimulatedMesh mesh = new SimulatedMesh(200, Exposition.peers(series));
        List<String> lines = lines(Exposition.of(mesh, 7, series, START, 60));

        assertThat(lines).hasSize(series);
        assertThat(names(lines)).as("no line is a series twice").hasSize(series);
    }

    @Test
    void mostSeriesAreOfTrafficAndGrow() {
        SimulatedMesh mesh = new SimulatedMesh(200, Exposition.peers(300));
        List<String> before = lines(Exposition.of(mesh, 7, 300, START, 60));
        List<String> after = lines(Exposition.of(mesh, 7, 300, START, 70));

        assertThat(names(after)).isEqualTo(names(before));
        assertThat(after.stream().filter(line -> !before.contains(line))).hasSizeGreaterThan(240);
    }

    @Test
    void whatOneCallsIsCalledByIt() {
        SimulatedMesh mesh = new SimulatedMesh(200, 3);

        assertThat(mesh.deployments()).isEqualTo(40);
        assertThat(IntStream.range(0, 40).boxed().toList())
                .allSatisfy(each -> assertThat(mesh.callees(each))
                        .hasSize(3)
                        .allSatisfy(callee -> assertThat(mesh.callers(callee)).contains(each)));
        assertThat(mesh.deployment(mesh.podOf(3, 17))).isEqualTo(3);
        assertThat(new SimulatedMesh(2, 3).callees(0)).containsExactly(1);
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.startsWith("#")).toList();
    }

    private static Set<String> names(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet());
    }
}
