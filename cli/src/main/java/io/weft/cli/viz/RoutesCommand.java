package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
public final class RoutesCommand extends VizQuestionCommand {
    @Mixin
    private final NamespaceOptions namespaces = new NamespaceOptions();

    @Mixin
    private final WindowOption window = new WindowOption();

    @Mixin
    private final SelectorOption selector = new SelectorOption();

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
        this(console, place -> place.way(console));
    }

    RoutesCommand(Console console, Function<VizPlace, VizApi> way) {
        super(console, way);
    }

    @Override
    void ask(SequencedMap<String, String> parameters, Supplier<String> currentNamespace) {
        if (toNamespace != null && to == null) {
            throw new IllegalArgumentException("--to-namespace needs --to");
        }
        Resource subject = Resource.one(resource);
        if (subject.kind() == ResourceKind.SERVICE && !selector.text().isEmpty()) {
            throw new IllegalArgumentException("-l is for labels of pods: a Service has none of its own");
        }
        subject.addTo(parameters, namespaces.selected(currentNamespace));
        parameters.put("window", window.text());
        parameters.put("label_selector", selector.text());
        if (to != null) {
            Resource there = Resource.one(to);
            parameters.put("to_type", there.kind().text());
            parameters.put("to_name", there.name());
            parameters.put("to_namespace", toNamespace == null ? "" : NamespaceOptions.plain(toNamespace));
        }
    }

    @Override
    void print(Viz viz, SequencedMap<String, String> parameters) {
        List<RouteTable> tables = viz.routes(parameters);
        boolean tries = to != null && output != Output.table;
        if (output == Output.json) {
            Map<String, List<RouteJson>> byResource = new LinkedHashMap<>();
            tables.forEach(table -> byResource.put(
                    table.briefly(),
                    table.rows().stream().map(row -> RouteJson.of(row, tries)).toList()));
            console().print(Json.of(byResource));
        } else if (tables.isEmpty()) {
            console().note("No traffic found.");
        } else {
            new RoutesTables(tries).lines(tables).forEach(console()::print);
        }
    }
}
