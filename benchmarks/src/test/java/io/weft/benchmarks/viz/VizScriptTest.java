package io.weft.benchmarks.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.benchmarks.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VizScriptTest {
    private static final Script SCRIPT = new Script("viz");
    private static final String USAGE = "Usage: benchmarks/viz";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--proxies 3,      there is no option '--proxies'",
                "--sidecars,       --sidecars wants a value",
                "--rounds 0,       \"--rounds wants a whole number from 1 to 99999, not '0'\"",
                "--sidecars 1,     \"--sidecars wants 2 to 5000, not '1'\"",
                "--series 20,      \"--series wants at least 150, not '20'\"",
                "--interval 61,    \"--interval wants at most 60, not '61'\"",
                "-o yaml,          \"-o wants table or json, not 'yaml'\"",
                "--page /no/such/folder/page.md, there is no folder for /no/such/folder/page.md"
            })
    void wrongOptionIsNamedBeforeAnythingIsDone(String options, String complaint) throws Exception {
        assertThat(SCRIPT.said(2, options)).startsWith("benchmarks/viz: " + complaint + "\n" + USAGE);
    }

    @Test
    void helpIsPrintedAndNothingDone() throws Exception {
        assertThat(SCRIPT.said(0, "--help")).startsWith(USAGE).contains("--quick", "--sidecars", "-o table|json");
    }
}
