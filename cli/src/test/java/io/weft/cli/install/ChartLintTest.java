package io.weft.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartLintTest {
    @ParameterizedTest
    @ValueSource(strings = {"linkerd-crds", "linkerd-viz", "linkerd-jaeger"})
    void helmFindsNoFaultWithTheChart(String chart) {
        assertThat(new Helm(Path.of("../helm", chart)).lint().strict().call())
                .satisfies(result -> assertThat(result.getMessages()).noneMatch(each -> each.contains("[WARNING]")))
                .matches(result -> !result.isFailed());
    }
}
