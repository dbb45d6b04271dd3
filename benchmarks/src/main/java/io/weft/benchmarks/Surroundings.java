package io.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Where and with what was measured, in one sentence. */
public final class Surroundings {
    private Surroundings() {}

    static String describe(LocalDate day, Course course) {
        return "%s, %s, %s. Rounds: %d; each part lasted %d s, over %d connections.\n\n"
                .formatted(
                        machine(day),
                        firstLine(List.of("nginx", "-v")).replace("nginx version: ", ""),
                        firstLine(List.of("haproxy", "-v"))
                                .replaceAll("(?i)^(haproxy) version ([^ ]+).*", "haproxy $2"),
                        course.rounds(),
                        course.seconds(),
                        course.connections());
    }

    /** The day, the machine and the JDK, without a full stop. */
    public static String machine(LocalDate day) {
        return "%s, %d cores (%s), Linux %s, JDK %s"
                .formatted(
                        day,
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String firstLine(List<String> command) {
        return Tool.run(command).lines().findFirst().orElse("");
    }
}
