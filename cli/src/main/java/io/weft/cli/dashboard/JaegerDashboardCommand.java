package io.weft.cli.dashboard;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.Cluster.Forward;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.ExtensionNamespaces;
import io.weft.cli.output.Console;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Brings Jaeger's page to a browser here, until interrupted.
 *
 * @see "cli, 11"
 */
@Command(name = "dashboard", description = "Show the traces of the mesh of a cluster, until Ctrl-C.")
public final class JaegerDashboardCommand implements Callable<Integer> {
    private static final int PORT = 16_686;

    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;
    private final Predicate<String> browser;
    private final Runnable end;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final ForwardOptions forward = new ForwardOptions();

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Where to listen; 0: any free port. Default: ${DEFAULT-VALUE}.")
    private int port = PORT;

    @Option(names = "--show-url", description = "Only say where it is.")
    private boolean showUrl;

    public JaegerDashboardCommand(Console console) {
        this(console, ClusterOptions::open, Browser::open, ForEver::here);
    }

    /**
     * For tests.
     *
     * @param browser takes an address; false if it cannot
     * @param end returns when the page is not wanted any more
     */
    JaegerDashboardCommand(
            Console console, Function<ClusterOptions, Cluster> opening, Predicate<String> browser, Runnable end) {
        this.console = console;
        this.opening = opening;
        this.browser = browser;
        this.end = end;
    }

    @Override
    public Integer call() {
        try (Cluster open = opening.apply(cluster);
                Forward here = forward.forward(open, pod(open), PORT, port, console)) {
            String address = "http://" + forward.host() + ":" + here.port() + "/jaeger";
            console.print("Jaeger: " + address);
            if (!showUrl && !browser.test(address)) {
                console.note("There is no browser here: open the address yourself.");
            }
            end.run();
        }
        return 0;
    }

    private ClusterObject pod(Cluster open) {
        return forward.pod(open, "jaeger", () -> ExtensionNamespaces.of(open, "jaeger"), "jaeger", console);
    }
}
