package io.weft.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that start a JVM like this one, with the same classes. */
public final class Jvm {
    /** Room for a run's garbage, so that no collection pauses it, and one compiler, so that it is warm soon. */
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-Xmn224m", "-XX:TieredStopAtLevel=1");

    private Jvm() {}

    public static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
