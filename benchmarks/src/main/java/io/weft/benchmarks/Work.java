package io.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder and the processes of a run, all gone at its end. Any thread. */
public final class Work implements AutoCloseable {
    private static final long GRACE_SECONDS = 20;

    private final Path folder;
    private final List<Process> processes = new CopyOnWriteArrayList<>();

    private Work(Path folder) {
        this.folder = folder;
    }

    public static Work begin() {
        try {
            return new Work(Files.createTempDirectory("weft-benchmark"));
        } catch (IOException e) {
            throw new BenchmarkException("cannot make a temporary folder", e);
        }
    }

    Path folder() {
        return folder;
    }

    public Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.resolveSibling("."));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new BenchmarkException("cannot write " + folder.resolve(name), e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new BenchmarkException("cannot read " + folder.resolve(name), e);
        }
    }

    /** Starts a program that runs until {@link #end} or the end of all; what it says is kept in {@code name.log}. */
    public Process start(String name, List<String> command) {
        return start(name, command, Map.of());
    }

    /** The same, with more in its environment; what an earlier one of that name said is lost. */
    public Process start(String name, List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(name + ".log").toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new BenchmarkException("cannot start " + String.join(" ", command), e);
        }
    }

    public String said(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            return "";
        }
    }

    public void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        processes.remove(process);
    }

    /** The last started first: workloads before the mesh they are in. */
    @Override
    public void close() {
        List.copyOf(processes).reversed().forEach(this::end);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("left behind: " + folder);
        }
    }
}
