package io.weft.cli.diagnostics;

import io.weft.cli.machine.Patience;
import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import io.weft.core.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether every sidecar trusts the anchors in force: the gate between two steps of a roll-over. */
@Command(
        name = "anchors",
        description = "Print which trust anchors each sidecar has in force; fail unless they are the mesh's.",
        footer = {
            "",
            "The exit code is 0 if every sidecar has followed.",
            "Example, after ca-bundle.crt was changed:",
            "  linkerd diagnostics anchors --wait 2m"
        })
final class AnchorsCommand implements Callable<Integer> {
    private static final List<String> TITLES = List.of("NAMESPACE", "POD", "VERSION", "CERTIFIED", "BEHIND");
    private static final int SHORT_VERSION = 12;

    private final Console console;
    private final Function<PlaceOptions, MeshInside> way;
    private final Ticker ticker;
    private final Patience.Sleeper sleeper;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Option(
            names = {"-w", "--wait"},
            paramLabel = "DURATION",
            description = "How long to wait for those that have not followed. Default: do not wait.")
    private Duration wait = Duration.ZERO;

    @Option(
            names = "--renewed-since",
            paramLabel = "TIME",
            description = "Also wait for leaves older than that, for instance 2026-01-31T12:00:00Z.")
    private @Nullable Instant renewedSince;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    AnchorsCommand(Console console, Function<PlaceOptions, MeshInside> way, Ticker ticker, Patience.Sleeper sleeper) {
        this.console = console;
        this.way = way;
        this.ticker = ticker;
        this.sleeper = sleeper;
    }

    /** How the answer is written. */
    enum Output {
        table,
        json
    }

    @Override
    public Integer call() {
        TrustView view;
        try (MeshInside mesh = way.apply(place)) {
            view = waited(mesh);
        }
        print(view);
        return view.allFollowed() ? 0 : 1;
    }

    private TrustView waited(MeshInside mesh) {
        Patience patience = new Patience(wait, ticker, sleeper);
        TrustView view = look(mesh);
        while (!view.allFollowed() && patience.pause()) {
            view = look(mesh);
        }
        return view;
    }

    private TrustView look(MeshInside mesh) {
        return TrustView.of(
                mesh.identity("/api/v1/anchors"), mesh.viz("/api/anchors"), Optional.ofNullable(renewedSince));
    }

    private void print(TrustView view) {
        if (output == Output.json) {
            console.print(Json.of(view));
            return;
        }
        Table table = Table.ofText(TITLES);
        view.proxies().forEach(proxy -> table.row(row(proxy)));
        table.lines().forEach(console::print);
        console.note("In force: " + view.anchors() + " anchors, version " + shortened(view.version()) + ".");
        if (!view.complete()) {
            console.warn("viz-service has lost destination-service: sidecars may be missing here");
        }
    }

    private List<Cell> row(TrustView.Proxy proxy) {
        return List.of(
                Cell.of(proxy.namespace()),
                Cell.of(proxy.name()),
                Cell.of(shortened(proxy.version())),
                Cell.of(proxy.certifiedAt().isEmpty() ? "-" : proxy.certifiedAt()),
                proxy.behind().isEmpty() ? Cell.of("-") : new Cell(proxy.behind(), console::bad));
    }

    private static String shortened(String version) {
        return version.isEmpty() ? "-" : version.substring(0, Math.min(SHORT_VERSION, version.length()));
    }
}
