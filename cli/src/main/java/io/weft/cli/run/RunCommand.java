package io.weft.cli.run;

import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.machine.HttpProbe;
import io.weft.cli.machine.Installation;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Mesh;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.Program;
import io.weft.cli.machine.Signals;
import io.weft.cli.machine.WorkloadSpec;
import io.weft.cli.output.Console;
import io.weft.injection.MeshAnnotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command as a workload of the mesh on this machine. */
@Command(
        name = "run",
        description = "Run a command as a workload of the mesh on this machine, with a sidecar of its own.",
        footer = {
            "",
            "The exit code is the command's. What the mesh calls names is in the command's /etc/hosts.",
            "Example: linkerd run -n shop --name web --port 8080 --service -- python3 -m http.server 8080"
        })
public final class RunCommand implements Callable<Integer> {
    private static final String SAME_NAME = "";

    private final Console console;

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Namespace of the workload. Default: ${DEFAULT-VALUE}.")
    private String namespace = "default";

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name of its Deployment.")
    private String name = "";

    @Option(
            names = "--service-account",
            paramLabel = "SA",
            description = "What its identity is made of. Default: NAME.")
    private @Nullable String serviceAccount;

    @Option(names = "--port", paramLabel = "PORT", description = "Port the command listens on; may be given again.")
    private List<Integer> ports = new ArrayList<>();

    @Option(
            names = "--service",
            arity = "0..1",
            fallbackValue = SAME_NAME,
            paramLabel = "NAME",
            description = "Make a Service for it. Default name: the workload's.")
    private @Nullable String service;

    @Option(names = "--label", paramLabel = "K=V", description = "A label; may be given again.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--annotation", paramLabel = "K=V", description = "An annotation; may be given again.")
    private Map<String, String> annotations = new LinkedHashMap<>();

    @Option(
            names = "--ready-path",
            paramLabel = "PATH",
            description =
                    "The workload is ready when a GET of this path on its first port succeeds. Default: when its ports"
                            + " accept connections.")
    private @Nullable String readyPath;

    @Option(
            names = "--inject",
            paramLabel = "enabled|ingress|disabled",
            description = {
                "Whether it gets a sidecar; with ingress one that sends each request to the Service",
                "that its header l5d-dst-override names. Default: ${DEFAULT-VALUE}."
            })
    private Injection inject = Injection.enabled;

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "User the command runs as. Default: who called, also through sudo.")
    private String user = "";

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The command and its arguments, after --.")
    private List<String> command = new ArrayList<>();

    /** Spelt as on the command line. */
    enum Injection {
        enabled,
        ingress,
        disabled
    }

    public RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        WorkloadSpec spec;
        try {
            spec = spec();
        } catch (IllegalArgumentException e) {
            throw new MachineException(String.valueOf(e.getMessage()), e);
        }
        MeshDirectory mesh = directory.open(console::note);
        try (Mesh.Joined joined = Mesh.join(mesh, Installation.current());
                Witness witness = new Witness(Foreground.now())) {
            Running running = new Running(console, witness::sawInterrupt);
            Signals.handle(running::signal);
            return running.run(() -> Started.of(joined.start(spec, console::note)));
        }
    }

    WorkloadSpec spec() {
        if (service != null && ports.isEmpty()) {
            throw new IllegalArgumentException("--service needs a --port to send to");
        }
        Caller caller = Caller.of(user, System.getenv());
        Program program = new Program.Host(command, caller.user(), caller.groups(), caller.environment(), true);
        return WorkloadSpec.of(namespace, name, serviceAccount == null ? name : serviceAccount, ports, program)
                .withService(SAME_NAME.equals(service) ? name : service)
                .withLabels(new LinkedHashMap<>(labels))
                .withAnnotations(allAnnotations())
                .withReadiness(probe())
                .withInjected(inject != Injection.disabled);
    }

    private SequencedMap<String, String> allAnnotations() {
        SequencedMap<String, String> all = new LinkedHashMap<>(annotations);
        if (inject == Injection.ingress) {
            all.put(MeshAnnotation.INJECT, inject.name());
        }
        return all;
    }

    private @Nullable HttpProbe probe() {
        if (readyPath == null) {
            return null;
        }
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("--ready-path needs a --port to ask");
        }
        return new HttpProbe(readyPath, ports.getFirst());
    }
}
