package io.weft.cli.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;

/** Says, inside a sandbox, what it sees there; then waits. Uses the JDK alone, for nothing else is on its class path. */
final class ProbeMain {
    private ProbeMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        list("/opt");
        list("/opt/workload");
        list("/tmp");
        Files.writeString(Path.of("/opt/workload/written"), "by the probe");
        Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.matches("(Uid|CapEff|CapBnd|NoNewPrivs):.*"))
                .forEach(line -> System.out.println(line.replaceAll("\\s+", " ")));
        System.out.println("environment " + new TreeSet<>(System.getenv().keySet()));
        System.out.println("done");
        Thread.currentThread().join();
    }

    private static void list(String folder) {
        String[] names = new File(folder).list();
        System.out.println(folder + " " + (names == null ? "closed" : new TreeSet<>(Arrays.asList(names))));
    }
}
