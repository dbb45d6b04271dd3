package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import io.weft.cli.output.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Prints how service mirrors find the gateways of other clusters.
 *
 * @see "cli, 10"
 */
@Command(
        name = "gateways",
        description = "Print whether the gateways of other clusters answer, as service mirrors probe them.")
public final class GatewaysCommand implements Callable<Integer> {
    private static final List<String> TITLES = List.of("CLUSTER", "ALIVE", "NUM_SVC", "LATENCY");
    private static final int LEFT_COLUMNS = 2;

    private final Console console;
    private final Function<VizPlace, VizApi> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final VizPlace place = new VizPlace();

    @Mixin
    private final WindowOption window = new WindowOption();

    @Option(names = "--cluster-name", paramLabel = "CLUSTER", description = "Only gateways of that cluster.")
    private String cluster = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private Form form = Form.table;

    /** Spelt as on the command line. */
    enum Form {
        table,
        json
    }

    public GatewaysCommand(Console console) {
        this(console, place -> place.open(console));
    }

    GatewaysCommand(Console console, Function<VizPlace, VizApi> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        SequencedMap<String, String> parameters = Usage.read(spec, this::parameters);
        List<GatewayRow> gateways = new Viz(way.apply(place)).gateways(parameters);
        if (form == Form.json) {
            console.print(Json.of(gateways.stream().map(GatewayJson::of).toList()));
        } else if (gateways.isEmpty()) {
            console.note("No gateways found.");
        } else {
            table(gateways).forEach(console::print);
        }
        return 0;
    }

    private SequencedMap<String, String> parameters() {
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        parameters.put("remoteClusterName", cluster);
        parameters.put("window", window.text());
        return parameters;
    }

    private List<String> table(List<GatewayRow> gateways) {
        Table table = Table.ofText(LEFT_COLUMNS, TITLES);
        gateways.forEach(each -> table.row(List.of(
                Cell.of(each.clusterName()),
                each.alive() ? new Cell("True", console::good) : new Cell("False", console::bad),
                Cell.of(Long.toString(each.pairedServices())),
                Cell.of(each.alive() ? Figures.millis(each.latencyMsP50()) : Figures.NONE))));
        return table.lines();
    }
}
