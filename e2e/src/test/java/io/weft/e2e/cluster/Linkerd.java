package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line from {@code dist/}. */
final class Linkerd {
    private Linkerd() {}

    /** What it writes to its output; it must succeed. */
    static byte[] prints(String... words) throws Exception {
        Path cli = Path.of(System.getProperty("weft.dist", "../dist")).resolve("cli");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + cli.resolve("jvm.options"),
                "-jar",
                cli.resolve("app.jar").toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
        return output;
    }
}
