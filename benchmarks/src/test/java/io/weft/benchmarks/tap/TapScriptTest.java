package io.weft.benchmarks.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.benchmarks.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapScriptTest {
    private static final Script SCRIPT = new Script("tap");
    private static final String USAGE = "Usage: benchmarks/tap";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--rounds,         --rounds wants a value",
                "--tap 3,          there is no option '--tap'",
                "--rate 0,         \"--rate wants a whole number from 1 to 99999, not '0'\"",
                "-o yaml,          \"-o wants table or json, not 'yaml'\"",
                "--page /no/such/folder/page.md, there is no folder for /no/such/folder/page.md"
            })
    void wrongOptionIsNamedBeforeAnythingIsDone(String options, String complaint) throws Exception {
        assertThat(SCRIPT.said(2, options)).startsWith("benchmarks/tap: " + complaint + "\n" + USAGE);
    }

    @Test
    void helpIsPrintedAndNothingDone() throws Exception {
        assertThat(SCRIPT.said(0, "--help")).startsWith(USAGE).contains("--quick", "--rate", "-o table|json");
    }
}
