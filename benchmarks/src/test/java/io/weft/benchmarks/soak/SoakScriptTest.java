package io.weft.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.benchmarks.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakScriptTest {
    private static final Script SCRIPT = new Script("soak");
    private static final String USAGE = "Usage: benchmarks/soak";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--hours 2,            there is no option '--hours'",
                "--duration,           --duration wants a value",
                "--duration 2,         \"--duration wants a time such as 90s, 10m or 2h, not '2'\"",
                "--duration 120,       \"--duration wants a time such as 90s, 10m or 2h, not '120'\"",
                "--duration 10s,       --duration wants at least 20s",
                "--rate 0,             \"--rate wants a whole number from 1 to 99999, not '0'\"",
                "--memory-limit 96,    \"--memory-limit wants a size such as 96M or 1G, not '96'\"",
                "--memory-limit M,     \"--memory-limit wants a size such as 96M or 1G, not 'M'\"",
                "--outage soon,        \"--outage wants a time such as 90s, 10m or 2h, not 'soon'\"",
                "--duration 60s --outage 31s, --outage wants at most half of the duration",
                "-o yaml,              \"-o wants table or json, not 'yaml'\"",
                "--page /no/such/folder/page.md, there is no folder for /no/such/folder/page.md"
            })
    void wrongOptionIsNamedBeforeAnythingIsDone(String options, String complaint) throws Exception {
        assertThat(SCRIPT.said(2, options)).startsWith("benchmarks/soak: " + complaint + "\n" + USAGE);
    }

    @Test
    void helpIsPrintedAndNothingDone() throws Exception {
        assertThat(SCRIPT.said(0, "--help"))
                .startsWith(USAGE)
                .contains("--duration", "--rate", "--memory-limit", "--outage", "-o table|json", "--page");
    }
}
