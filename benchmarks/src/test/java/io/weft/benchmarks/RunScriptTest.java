package io.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunScriptTest {
    private static final String USAGE = "Usage: benchmarks/run";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--second 3,       there is no option '--second'",
                "fast,             there is no option 'fast'",
                "--seconds,        --seconds wants a value",
                "--seconds soon,   \"--seconds wants a whole number from 1 to 99999, not 'soon'\"",
                "--seconds 0,      \"--seconds wants a whole number from 1 to 99999, not '0'\"",
                "--rounds 0,       \"--rounds wants a whole number from 1 to 99999, not '0'\"",
                "-o,               -o wants a value",
                "-o yaml,          \"-o wants table or json, not 'yaml'\"",
                "--quick fast,     there is no option 'fast'",
                "--scenario http3, there is no scenario 'http3'",
                "--connections -1, \"--connections wants a whole number from 1 to 99999, not '-1'\"",
                "--page /no/such/folder/page.md, there is no folder for /no/such/folder/page.md"
            })
    void wrongOptionIsNamedBeforeAnythingIsDone(String options, String complaint) throws Exception {
        Ended ended = run(script(options));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.errors()).startsWith("benchmarks/run: " + complaint + "\n" + USAGE);
    }

    @Test
    void peerThatCannotBeRunIsNamedBeforeAnythingIsDone() throws Exception {
        ProcessBuilder script = script("--seconds 1");
        script.environment().put("WEFT_PEER_PROXY", "/no/such/proxy");

        assertThat(run(script).errors())
                .startsWith("benchmarks/run: WEFT_PEER_PROXY=/no/such/proxy is no executable, and no dist folder\n");
    }

    @Test
    void helpIsPrintedAndNothingDone() throws Exception {
        Ended ended = run(script("--help"));

        assertThat(ended.code()).isZero();
        assertThat(ended.output())
                .startsWith(USAGE)
                .contains(
                        "--quick",
                        "--rounds",
                        "-o table|json",
                        "--seconds",
                        "--connections",
                        "--scenario NAME    only that, may be given again: ",
                        "--page",
                        "WEFT_PEER_PROXY");
        assertThat(ended.output())
                .contains(Scenario.parse("").stream().map(Scenario::text).toList());
        assertThat(ended.errors()).isEmpty();
    }

    /** Both texts are shorter than a pipe holds, so they may be read one after the other. */
    private static Ended run(ProcessBuilder script) throws IOException, InterruptedException {
        Process process = script.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output, errors);
    }

    private static ProcessBuilder script(String options) {
        List<String> command = Stream.concat(Stream.of("sh", "run"), Stream.of(options.split(" ", -1)))
                .toList();
        ProcessBuilder script = new ProcessBuilder(command);
        script.environment().remove("WEFT_PEER_PROXY");
        return script;
    }

    /** What a script that has ended said. */
    private record Ended(int code, String output, String errors) {}
}
