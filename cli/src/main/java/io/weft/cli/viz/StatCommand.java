package io.weft.cli.viz;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.MeshPlace;
import io.weft.cli.cluster.VizNamespace;
import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints what resources received, or sent. {@code viz stat} prints what Linkerd's does; {@code stat} also how clients proved who
 * they are, and without a resource pods.
 *
 * @see "cli, 9.1; brief-vs-linkerd, 6.2, 6.4 and 6.8"
 */
@Command(
        name = "stat",
        description = "Print success rates, requests, latencies and authentication of resources.",
        footer = {
            "",
            "Examples:",
            "  linkerd stat -n shop                                pods",
            "  linkerd stat -n shop deploy/web                     what web received",
            "  linkerd stat -n shop deploy --to deploy/catalog     what each deployment sent to catalog"
        })
public final class StatCommand implements Callable<Integer> {
    private final Console console;
    private final boolean ofViz;
    private final Function<DirectoryOption, VizApi> way;
    private final Function<ClusterOptions, Cluster> opening;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final VizNamespace where = new VizNamespace();

    @Mixin
    private final NamespaceOptions namespaces = new NamespaceOptions();

    @Mixin
    private final PeerOptions peers = new PeerOptions();

    @Mixin
    private final WindowOption window = new WindowOption();

    @Mixin
    private final SelectorOption selector = new SelectorOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|wide|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Option(
            names = "--unmeshed",
            description = "Also show unmeshed resources; without viz in the command unmeshed pods are shown anyway.")
    private boolean unmeshed;

    @Parameters(
            arity = "0..*",
            paramLabel = "TYPE[/NAME]",
            description =
                    "deploy, po, ns, sts, svc, srv, saz, ap, httproute, ...; or all. Default: po; of viz stat: deploy.")
    private List<String> resources = new ArrayList<>();

    /** {@code linkerd stat}. */
    public static StatCommand of(Console console) {
        return of(console, false);
    }

    /** {@code linkerd viz stat}. */
    public static StatCommand ofViz(Console console) {
        return of(console, true);
    }

    private static StatCommand of(Console console, boolean ofViz) {
        return new StatCommand(
                console, ofViz, directory -> RunningViz.of(directory.open(console::note)), ClusterOptions::open);
    }

    StatCommand(
            Console console,
            boolean ofViz,
            Function<DirectoryOption, VizApi> way,
            Function<ClusterOptions, Cluster> opening) {
        this.console = console;
        this.ofViz = ofViz;
        this.way = way;
        this.opening = opening;
    }

    @Override
    public Integer call() {
        if (MeshPlace.isCluster(directory, cluster)) {
            askCluster();
        } else {
            StatQuestion question = question("default");
            print(question, question.ask(new Viz(way.apply(directory))));
        }
        return 0;
    }

    private void askCluster() {
        try (Cluster open = opening.apply(cluster)) {
            StatQuestion question = question(open.currentNamespace());
            Optional<ClusterViz> viz = ClusterViz.find(open, where);
            if (viz.isPresent() || ofViz) {
                print(question, question.ask(new Viz(viz.orElseThrow(ClusterViz::missing))));
                return;
            }
            print(question, new ClusterStat(open, cluster.controlPlane(), console::warn).ask(question));
            console.note("Without viz there are no rates and latencies, and AUTHENTICATION is since each pod started.");
        }
    }

    private StatQuestion question(String currentNamespace) {
        return Usage.read(
                spec,
                () -> new StatQuestion(
                        Resource.parse(resources, ofViz ? ResourceKind.DEPLOYMENT : ResourceKind.POD),
                        namespaces.selected(() -> currentNamespace),
                        window.text(),
                        peers,
                        selector.text(),
                        unmeshed,
                        !ofViz));
    }

    private void print(StatQuestion question, List<StatRow> rows) {
        if (output == Output.json) {
            console.print(Json.of(rows.stream()
                    .map(row -> StatJson.of(ofViz ? row.withoutAuthentication() : row, question.windowSeconds()))
                    .toList()));
        } else if (rows.isEmpty()) {
            console.note("No traffic found.");
        } else {
            boolean wide = output == Output.wide;
            new StatTables(console, question.windowSeconds(), namespaces.all(), !ofViz || wide, wide)
                    .lines(rows)
                    .forEach(console::print);
        }
    }
}
