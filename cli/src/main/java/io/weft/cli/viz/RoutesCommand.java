package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints how requests did by the route they took.
 *
 * @see "cli, 9.3"
 */
@Command(
        name = "routes",
        description =
                "Print success rates, requests and latencies by route: of ServiceProfiles, HTTPRoutes and GRPCRoutes.",
        footer = {
            "",
            "Examples:",
            "  linkerd routes -n shop svc/catalog                           what is sent to catalog",
            "  linkerd routes -n shop deploy/web --to svc/catalog -o wide   what web sends there, and how often it tries"
        })
public final class RoutesCommand implements Callable<Integer> {
    private final Console console;
    private final Function<VizPlace, VizApi> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final VizPlace place = new VizPlace();

    @Mixin
    private final NamespaceOptions namespaces = new NamespaceOptions();

    @Mixin
    private final WindowOption window = new WindowOption();

    @Option(names = "--to", paramLabel = "TYPE[/NAME]", description = "Only what is sent there.")
    private @Nullable String to;

    @Option(
            names = "--to-namespace",
            paramLabel = "NS",
            description = "Namespace of what is given with --to. Default: that of --namespace.")
    private @Nullable String toNamespace;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|wide|json",
            description = "wide, with --to: tries beside requests. Default: ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Parameters(arity = "1", paramLabel = "TYPE[/NAME]", description = "svc, deploy, po, ns, sts, ...")
    private String resource = "";

    public RoutesCommand(Console console) {
        this(console, place -> place.open(console));
    }

    RoutesCommand(Console console, Function<VizPlace, VizApi> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        SequencedMap<String, String> parameters = Usage.read(spec, this::parameters);
        print(new Viz(way.apply(place)).routes(parameters));
        return 0;
    }

    private SequencedMap<String, String> parameters() {
        if (toNamespace != null && to == null) {
            throw new IllegalArgumentException("--to-namespace needs --to");
        }
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        Resource subject = Resource.one(resource);
        parameters.put("resource_type", subject.kind().text());
        parameters.put("resource_name", subject.name());
        parameters.put("namespace", subject.kind() == ResourceKind.NAMESPACE ? "" : namespaces.selected());
        parameters.put("window", window.text());
        if (to != null) {
            Resource there = Resource.one(to);
            parameters.put("to_type", there.kind().text());
            parameters.put("to_name", there.name());
            parameters.put("to_namespace", toNamespace == null ? "" : toNamespace);
        }
        return parameters;
    }

    private void print(List<RouteTable> tables) {
        boolean tries = to != null && output != Output.table;
        if (output == Output.json) {
            Map<String, List<RouteJson>> byResource = new LinkedHashMap<>();
            tables.forEach(table -> byResource.put(
                    table.briefly(),
                    table.rows().stream().map(row -> RouteJson.of(row, tries)).toList()));
            console.print(Json.of(byResource));
        } else if (tables.isEmpty()) {
            console.note("No traffic found.");
        } else {
            new RoutesTables(tries).lines(tables).forEach(console::print);
        }
    }
}
