package io.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A program of this folder, started as somebody types it. */
public record Script(String name) {
    /** Standard output and error together of a run that must end with that code. */
    public String said(int code, String options) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("sh", name), Stream.of(options.split(" ", -1)))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(code);
        return said;
    }
}
