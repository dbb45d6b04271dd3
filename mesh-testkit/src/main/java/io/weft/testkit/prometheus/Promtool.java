package io.weft.testkit.prometheus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus's own judgement. The test that asks for it is skipped where it is not installed. */
public final class Promtool {
    private Promtool() {}

    /** What it complains of in metrics as a service tells them; empty if of nothing. */
    public static String checkMetrics(String exposition) {
        return run(exposition, "check", "metrics");
    }

    /** What it says of a file of rules. */
    public static String checkRules(Path rules) {
        return run("", "check", "rules", rules.toString());
    }

    /** What it says of a configuration. */
    public static String checkConfiguration(Path file) {
        return run("", "check", "config", file.toString());
    }

    /** What comes of tests of rules, and {@code SUCCESS} among it if they pass. */
    public static String testRules(Path tests) {
        return run("", "test", "rules", tests.toString());
    }

    private static String run(String input, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Installed.program("promtool").toString());
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            return code == 0 ? said : said + "\nexit code " + code;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
