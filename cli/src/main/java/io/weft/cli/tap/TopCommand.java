package io.weft.cli.tap;

import io.weft.cli.output.Console;
import io.weft.cli.output.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows which requests pass, how often, and how they go, until told to stop.
 *
 * @see "cli, 9.4; brief-vs-linkerd, 6.6"
 */
@Command(
        name = "top",
        description = "Show which requests pass, how often, and how they go.",
        footer = {
            "",
            "On a terminal q quits, a and d scroll, s sorts by another column, / filters. Elsewhere the table is",
            "printed again and again.",
            "",
            "Examples:",
            "  linkerd top -n shop                        everything in the namespace",
            "  linkerd top -n shop deploy/web --routes    what web receives and sends, by route"
        })
public final class TopCommand implements Callable<Integer> {
    private final Console console;
    private final Function<TapPlace, TapSource> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final TapPlace place = new TapPlace();

    @Mixin
    private final TapOptions options = new TapOptions();

    @Option(names = "--routes", description = "A row per route instead of one per path.")
    private boolean routes;

    @Option(names = "--hide-sources", description = "A row for all who send.")
    private boolean hideSources;

    @Option(
            names = "--sort",
            paramLabel = "count|best|worst|last|success",
            description = "What comes first. Default: ${DEFAULT-VALUE}.")
    private TopSort sort = TopSort.count;

    @Option(names = "--filter", paramLabel = "TEXT", description = "Only rows with it in a name, method or path.")
    private String filter = "";

    @Parameters(
            arity = "0..2",
            paramLabel = "TYPE/NAME",
            description = "deploy, po, ns, sts, ... Default: the namespace.")
    private List<String> resource = new ArrayList<>();

    public TopCommand(Console console) {
        this(console, place -> place.open(console));
    }

    TopCommand(Console console, Function<TapPlace, TapSource> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        try (TapSource source = way.apply(place)) {
            TapQuestion question = Usage.read(spec, () -> options.question(resource, source.currentNamespace(), false));
            TopRows rows = new TopRows(routes, !hideSources);
            TopDisplay display = new TopDisplay(
                    rows, new TopTable(routes, !hideSources), TopView.of(sort, filter), ended(source, question, rows));
            if (console.colours()) {
                display.onTerminal(console);
            } else {
                display.inLines(console);
            }
        }
        return 0;
    }

    /** Looks, on a thread that does not keep the process alive. */
    private static CompletableFuture<Void> ended(TapSource source, TapQuestion question, TopRows rows) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("tap").start(() -> {
            try {
                source.look(question, rows::add);
                ended.complete(null);
            } catch (RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        return ended;
    }
}
