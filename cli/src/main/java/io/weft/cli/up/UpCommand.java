package io.weft.cli.up;

import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.machine.Installation;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Mesh;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.MeshSettings;
import io.weft.cli.machine.Signals;
import io.weft.cli.machine.TraceOption;
import io.weft.cli.machine.Versions;
import io.weft.cli.output.Console;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps a mesh up on this machine until told to end. */
@Command(
        name = "up",
        description = "Start a mesh on this machine and keep it up until Ctrl-C.",
        footer = {"", "Then, in another terminal: linkerd run -n NAMESPACE --name NAME --port PORT -- COMMAND"})
public final class UpCommand implements Callable<Integer> {
    private static final int PORT_MAX = 65535;
    private static final Duration LIFETIME_MIN = Duration.ofSeconds(10);
    private static final Duration LIFETIME_MAX = Duration.ofDays(365);

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Option(
            names = {"-L", "--linkerd-namespace"},
            paramLabel = "NS",
            defaultValue = "${env:LINKERD_NAMESPACE:-linkerd}",
            description = "Namespace of the control plane. Default: ${DEFAULT-VALUE}.")
    private String controlPlaneNamespace = "linkerd";

    @Option(
            names = "--dashboard-port",
            paramLabel = "PORT",
            description =
                    "Port of the dashboard on 127.0.0.1, if it is free; 0: any that is. Default: ${DEFAULT-VALUE}.")
    private int dashboardPort = MeshSettings.DASHBOARD_PORT;

    @Option(
            names = "--identity-issuance-lifetime",
            paramLabel = "DURATION",
            description = "Lifetime of workloads' certificates, 10s to 365d. Default: 24h.")
    private Duration leafLifetime = MeshSettings.LEAF_LIFETIME;

    @Option(
            names = "--prometheus-url",
            paramLabel = "URL",
            description =
                    "A Prometheus in the mesh's network that scrapes it, which viz-service asks in place of its own"
                            + " memory. Default: none.")
    private String prometheusUrl = "";

    @Mixin
    private final TraceOption traces = new TraceOption();

    public UpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (dashboardPort < 0 || dashboardPort > PORT_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--dashboard-port must be 0 to 65535, not " + dashboardPort);
        }
        if (leafLifetime.compareTo(LIFETIME_MIN) < 0 || leafLifetime.compareTo(LIFETIME_MAX) > 0) {
            throw new ParameterException(
                    spec.commandLine(), "--identity-issuance-lifetime must be 10s to 365d, not " + leafLifetime);
        }
        if (!prometheusUrl.isEmpty() && !prometheusUrl.matches("https?://[^\\s?#]+")) {
            throw new ParameterException(
                    spec.commandLine(), "--prometheus-url must be what /api/v1 is below, not " + prometheusUrl);
        }
        MeshSettings settings = new MeshSettings(
                controlPlaneNamespace, Versions.own(), dashboardPort, leafLifetime, traces.ratio(), prometheusUrl);
        MeshDirectory mesh = directory.open(console::note);
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean up = new AtomicBoolean();
        Thread starting = Thread.currentThread();
        Signals.handleEnd(signal -> {
            end.countDown();
            if (up.compareAndSet(false, true)) {
                starting.interrupt();
            }
        });
        try {
            keepUp(mesh, settings, up, end);
        } catch (MachineException e) {
            if (end.getCount() > 0) {
                throw e;
            }
            console.note("ended before the mesh was up");
            return 1;
        }
        return 0;
    }

    private void keepUp(MeshDirectory mesh, MeshSettings settings, AtomicBoolean up, CountDownLatch end)
            throws InterruptedException {
        try (Mesh running = Mesh.up(mesh, Installation.current(), settings, console::note)) {
            if (up.compareAndSet(false, true)) {
                console.print("dashboard: " + running.dashboard());
                end.await();
            }
            console.note("ending");
        }
    }
}
