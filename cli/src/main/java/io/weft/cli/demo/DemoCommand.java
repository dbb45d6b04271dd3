package io.weft.cli.demo;

import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.machine.Installation;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Mesh;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.MeshSettings;
import io.weft.cli.machine.TraceOption;
import io.weft.cli.machine.Versions;
import io.weft.cli.output.Console;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A mesh with a small shop in it, and what can be seen of their traffic. */
@Command(
        name = "demo",
        description = "Start a mesh on this machine with a small shop in it, and show who talks to whom.",
        footer = {
            "",
            "Four meshed workloads, and one without a sidecar, in namespace shop. Every tenth vote is refused on purpose.",
            "With --duration the exit code is 0 only if every edge was as it should be; otherwise Ctrl-C ends it."
        })
public final class DemoCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            description = "How long to run once all is ready, for instance 30s. Default: until Ctrl-C.")
    private @Nullable Duration duration;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "json: one JSON document on standard output, at the end. Default: ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Mixin
    private final TraceOption traces = new TraceOption();

    /** Spelt as on the command line. */
    enum Output {
        table,
        json
    }

    public DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        long began = System.nanoTime();
        double traceRatio = traces.ratio();
        Ending ending = Ending.onSignals();
        try {
            MeshDirectory folder = directory.open(console::note);
            try (Mesh mesh = Mesh.begin(
                            folder,
                            Installation.current(),
                            MeshSettings.usual(Versions.own()).withTraceRatio(traceRatio),
                            console::note);
                    Opening opening = Opening.begin(mesh, console::note)) {
                mesh.awaitReady();
                Show show = new Show(console, output == Output.json, mesh.dashboard());
                show.announce();
                Performance shop = opening.perform(ending);
                show.ready(Duration.ofNanos(System.nanoTime() - began), shop.isAnswered());
                return run(shop, show, ending);
            }
        } catch (MachineException e) {
            if (ending.isAsked()) {
                return ending.exitCode();
            }
            throw e;
        }
    }

    private int run(Performance shop, Show show, Ending ending) {
        boolean hopeless = duration != null && !shop.isAnswered();
        if (hopeless || !show.watch(shop, ending, duration)) {
            return show.judge(shop, ending);
        }
        return duration == null ? 0 : ending.exitCode();
    }
}
