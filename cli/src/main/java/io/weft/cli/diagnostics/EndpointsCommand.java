package io.weft.cli.diagnostics;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints the replicas that sidecars are told of. */
@Command(name = "endpoints", aliases = "ep", description = "Print the replicas that sidecars are told of, now.")
final class EndpointsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("namespace", "ip", "port", "pod", "service");

    private final Console console;
    private final Function<PlaceOptions, MeshInside> way;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Parameters(
            arity = "1..*",
            paramLabel = "AUTHORITY",
            description = "service.namespace.svc.cluster.local:port; without a port: 80.")
    private List<String> authorities = List.of();

    EndpointsCommand(Console console, Function<PlaceOptions, MeshInside> way) {
        this.console = console;
        this.way = way;
    }

    /** How the answer is written. */
    enum Output {
        table,
        json
    }

    @Override
    public Integer call() {
        try (MeshInside mesh = way.apply(place)) {
            print(endpoints(mesh));
        }
        return 0;
    }

    private List<JsonNode> endpoints(MeshInside mesh) {
        return authorities.stream()
                .flatMap(authority -> ask(mesh, authority))
                .sorted(Comparator.comparing(
                                (JsonNode each) -> each.path("namespace").asString())
                        .thenComparing(each -> each.path("service").asString())
                        .thenComparing(each -> each.path("ip").asString()))
                .toList();
    }

    private void print(List<JsonNode> endpoints) {
        if (output == Output.json) {
            console.print(Json.of(endpoints));
        } else if (endpoints.isEmpty()) {
            console.note("No endpoints found.");
        } else {
            table(endpoints).lines().forEach(console::print);
        }
    }

    private static Stream<JsonNode> ask(MeshInside mesh, String authority) {
        String question =
                new Query("/api/v1/endpoints").with("target", authority).toString();
        JsonNode answer = JsonMapper.shared().readTree(mesh.destination(question));
        return answer.valueStream().map(ObjectNode.class::cast).map(each -> each.without("meshed"));
    }

    private static Table table(List<JsonNode> endpoints) {
        Table table = Table.ofText(COLUMNS.stream()
                .map(name -> name.toUpperCase(java.util.Locale.ROOT))
                .toList());
        for (JsonNode endpoint : endpoints) {
            List<Table.Cell> row = new ArrayList<>();
            COLUMNS.forEach(
                    column -> row.add(Table.Cell.of(endpoint.path(column).asString())));
            table.row(row);
        }
        return table;
    }
}
