package io.weft.cli.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts the programs of one workload in its namespace. Threading: any. */
final class Launcher {
    private final MeshDirectory directory;
    private final Installation installation;
    private final Placement placement;

    Launcher(MeshDirectory directory, Installation installation, Placement placement) {
        this.directory = directory;
        this.installation = installation;
        this.placement = placement;
    }

    /** @param container names the log file */
    Process start(Program program, String container) {
        return switch (program) {
            case Program.Dist dist -> SpawnThread.start(dist(dist, Logs.file(directory, placement.pod(), container)));
            case Program.Host host -> SpawnThread.start(host(host, Logs.file(directory, placement.pod(), container)));
        };
    }

    private ProcessBuilder dist(Program.Dist program, Path log) {
        ProcessBuilder builder = new ProcessBuilder(Sandbox.command(
                placement.namespace(), directory.stage(), installation, program, aotFlags(program.name())));
        Sandbox.environment(builder.environment(), program);
        return toLog(builder, log).directory(new File("/"));
    }

    private ProcessBuilder host(Program.Host program, Path log) {
        ProcessBuilder builder = new ProcessBuilder(Sandbox.hostCommand(placement.namespace(), program));
        builder.environment().putAll(program.environment());
        return program.terminal() ? builder.inheritIO() : toLog(builder, log);
    }

    /** A cache that cannot be used must not stop a program. */
    private List<String> aotFlags(String program) {
        if (installation.training() != null) {
            return List.of("-XX:AOTCacheOutput=" + Program.seen(Sandbox.TRAINING) + "/" + AotTraining.FILE);
        }
        Path cache = installation.cache();
        try {
            return cache == null
                    ? List.of()
                    : AotCache.of(cache, installation, program).flags();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static ProcessBuilder toLog(ProcessBuilder builder, Path log) {
        return builder.redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }
}
