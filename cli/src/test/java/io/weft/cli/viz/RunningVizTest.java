package io.weft.cli.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningVizTest {
    @Test
    void answerIsItsBody() {
        assertThat(RunningViz.answer(new InNamespace.Response(200, "{}"))).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 503})
    void whyItDoesNotAnswerIsPassedOn(int status) {
        assertThatThrownBy(() -> RunningViz.answer(
                        new InNamespace.Response(status, "{\"error\": \"Prometheus at x does not answer\"}")))
                .isInstanceOf(MachineException.class)
                .hasMessage("Prometheus at x does not answer");
    }

    @Test
    void anythingElseIsForTheCheck() {
        assertThatThrownBy(() -> RunningViz.answer(new InNamespace.Response(500, "")))
                .hasMessage("viz-service answered 500: see linkerd check");
    }
}
