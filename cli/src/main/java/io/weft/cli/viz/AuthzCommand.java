package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints what policies let in and turned away.
 *
 * @see "cli, 9.3"
 */
@Command(
        name = "authz",
        description = "Print the requests that authorizations of a resource let in, and those that none did.",
        footer = {"", "Example:", "  linkerd viz authz -n shop deploy/web"})
public final class AuthzCommand extends VizQuestionCommand {
    private static final List<String> TITLES = List.of(
            "ROUTE",
            "SERVER",
            "AUTHORIZATION",
            "UNAUTHORIZED",
            "SUCCESS",
            "RPS",
            "LATENCY_P50",
            "LATENCY_P95",
            "LATENCY_P99");
    private static final int NAMES = 3;

    @Mixin
    private final NamespaceOptions namespaces = new NamespaceOptions();

    @Mixin
    private final WindowOption window = new WindowOption();

    @Mixin
    private final SelectorOption selector = new SelectorOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Parameters(arity = "1..2", paramLabel = "TYPE[/NAME]", description = "deploy, po, ns, sts, ...")
    private List<String> resource = new ArrayList<>();

    public AuthzCommand(Console console) {
        this(console, place -> place.way(console));
    }

    AuthzCommand(Console console, Function<VizPlace, VizApi> way) {
        super(console, way);
    }

    @Override
    void print(Viz viz, SequencedMap<String, String> parameters) {
        List<AuthzRow> rows = viz.authz(parameters).stream()
                .sorted(Comparator.comparing(AuthzRow::server)
                        .thenComparing(AuthzRow::route)
                        .thenComparing(AuthzRow::authorization))
                .toList();
        if (output == Output.json) {
            console().print(Json.of(rows.stream().map(AuthzJson::of).toList()));
        } else if (rows.isEmpty()) {
            console().note("No traffic found.");
        } else {
            Table table = Table.ofFigures(NAMES, TITLES);
            rows.forEach(row -> table.row(cells(row)));
            table.lines().forEach(console()::print);
        }
    }

    @Override
    void ask(SequencedMap<String, String> parameters, Supplier<String> currentNamespace) {
        Resource.single(resource).addTo(parameters, namespaces.selected(currentNamespace));
        parameters.put("window", window.text());
        parameters.put("label_selector", selector.text());
    }

    private List<Cell> cells(AuthzRow row) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(row.route().isEmpty() ? Figures.NONE : row.route()));
        cells.add(Cell.of(row.server()));
        cells.add(Cell.of(row.authorization().isEmpty() ? Figures.NONE : row.authorization()));
        long denied = row.srvStats().deniedCount();
        String rate = Figures.rps(row.perSecond(denied));
        cells.add(denied > 0 ? new Cell(rate, console()::bad) : Cell.of(rate));
        StatRow.Requests stats = row.stats();
        Figures.requests(stats, stats == null ? 0 : row.perSecond(stats.all()))
                .forEach(text -> cells.add(Cell.of(text)));
        return cells;
    }
}
