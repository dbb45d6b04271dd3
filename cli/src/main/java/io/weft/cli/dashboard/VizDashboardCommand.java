package io.weft.cli.dashboard;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.Cluster.Forward;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.VizNamespace;
import io.weft.cli.output.Console;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Brings the page of a cluster's mesh to a browser here, until interrupted. Who may make a token of ServiceAccount
 * {@code web-viewer} may see it.
 *
 * @see "cli, 9.5"
 */
@Command(name = "dashboard", description = "Show the page of the mesh of a cluster, until Ctrl-C.")
public final class VizDashboardCommand implements Callable<Integer> {
    private static final int PORT = 8084;
    private static final int HOUR = 3_600;
    private static final String AUDIENCE = "weft-viz";

    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;
    private final Predicate<String> browser;
    private final Runnable end;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final VizNamespace viz = new VizNamespace();

    @Mixin
    private final ForwardOptions forward = new ForwardOptions();

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Where to listen; 0: any free port. Default: ${DEFAULT-VALUE}.")
    private int port = 50_750;

    @Option(
            names = "--show",
            paramLabel = "linkerd|url",
            description = "url: only say where it is. Default: ${DEFAULT-VALUE}.")
    private Show show = Show.linkerd;

    /** What becomes of the address. */
    enum Show {
        linkerd,
        url
    }

    public VizDashboardCommand(Console console) {
        this(console, ClusterOptions::open, Browser::open, ForEver::here);
    }

    /**
     * For tests.
     *
     * @param browser takes an address; false if it cannot
     * @param end returns when the page is not wanted any more
     */
    VizDashboardCommand(
            Console console, Function<ClusterOptions, Cluster> opening, Predicate<String> browser, Runnable end) {
        this.console = console;
        this.opening = opening;
        this.browser = browser;
        this.end = end;
    }

    @Override
    public Integer call() {
        try (Cluster open = opening.apply(cluster)) {
            ClusterObject pod = forward.pod(open, "viz", () -> viz.in(open), "web", console);
            String token = open.token(pod.namespace(), "web-viewer", AUDIENCE, HOUR);
            try (Forward here = forward.forward(open, pod, PORT, port, console)) {
                String address = SignIn.address("http://" + forward.host() + ":" + here.port(), token);
                console.print("The page, for one browser within five minutes: " + address);
                if (show == Show.linkerd && !browser.test(address)) {
                    console.note("There is no browser here: open the address yourself.");
                }
                end.run();
            }
        }
        return 0;
    }
}
