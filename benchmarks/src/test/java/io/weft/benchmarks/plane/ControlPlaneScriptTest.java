package io.weft.benchmarks.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPlaneScriptTest {
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
        assertThat(said(2, options)).startsWith("benchmarks/control-plane: " + complaint + "\n" + USAGE);
    }

    @Test
    void helpIsPrintedAndNothingDone() throws Exception {
        assertThat(said(0, "--help")).startsWith(USAGE).contains("--quick", "--proxies", "-o table|json");
    }

    private static String said(int code, String options) throws Exception {
        List<String> command = Stream.concat(Stream.of("sh", "control-plane"), Stream.of(options.split(" ", -1)))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(code);
        return said;
    }
}
