package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Prints how service mirrors find the gateways of other clusters.
 *
 * @see "cli, 10"
 */
@Command(
        name = "gateways",
        description = "Print whether the gateways of other clusters answer, as service mirrors probe them.")
public final class GatewaysCommand extends VizQuestionCommand {
    private static final List<String> TITLES = List.of("CLUSTER", "ALIVE", "NUM_SVC", "LATENCY");
    private static final int LEFT_COLUMNS = 2;

    @Mixin
    private final WindowOption window = new WindowOption();

    @Option(names = "--cluster-name", paramLabel = "CLUSTER", description = "Only gateways of that cluster.")
    private String cluster = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private Form form = Form.table;

    public GatewaysCommand(Console console) {
        this(console, place -> place.way(console));
    }

    GatewaysCommand(Console console, Function<VizPlace, VizApi> way) {
        super(console, way);
    }

    @Override
    void print(Viz viz, SequencedMap<String, String> parameters) {
        List<GatewayRow> gateways = viz.gateways(parameters);
        if (form == Form.json) {
            console().print(Json.of(gateways.stream().map(GatewayJson::of).toList()));
        } else if (gateways.isEmpty()) {
            console().note("No gateways found.");
        } else {
            table(gateways).forEach(console()::print);
        }
    }

    @Override
    void ask(SequencedMap<String, String> parameters, Supplier<String> currentNamespace) {
        parameters.put("remoteClusterName", cluster);
        parameters.put("window", window.text());
    }

    private List<String> table(List<GatewayRow> gateways) {
        Table table = Table.ofText(LEFT_COLUMNS, TITLES);
        gateways.forEach(each -> table.row(List.of(
                Cell.of(each.clusterName()),
                each.alive() ? new Cell("True", console()::good) : new Cell("False", console()::bad),
                Cell.of(Long.toString(each.pairedServices())),
                Cell.of(each.alive() ? Figures.millis(each.latencyMsP50()) : Figures.NONE))));
        return table.lines();
    }
}
