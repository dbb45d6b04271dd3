package io.weft.benchmarks.plane;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.benchmarks.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPlaneScriptTest {
    private static final Script SCRIPT = new Script("control-plane");
    private static final String USAGE = "Usage: benchmarks/control-plane";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--proxy 3,        there is no option '--proxy'",
                "--proxies,        --proxies wants a value",
                "--changes 0,      \"--changes wants a whole number from 1 to 99999, not '0'\"",
                "--services 20,    \"--services wants at least 100, not '20'\"",
                "--endpoints 400,  \"--endpoints wants at least one for each service, not '400'\"",
                "-o yaml,          \"-o wants table or json, not 'yaml'\"",
                "--page /no/such/folder/page.md, there is no folder for /no/such/folder/page.md"
            })
    void wrongOptionIsNamedBeforeAnythingIsDone(String options, String complaint) throws Exception {
        assertThat(SCRIPT.said(2, options)).startsWith("benchmarks/control-plane: " + complaint + "\n" + USAGE);
    }

    @Test
    void helpIsPrintedAndNothingDone() throws Exception {
        assertThat(SCRIPT.said(0, "--help")).startsWith(USAGE).contains("--quick", "--proxies", "-o table|json");
    }
}
