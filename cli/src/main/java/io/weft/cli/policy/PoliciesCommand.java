package io.weft.cli.policy;

import io.weft.cli.output.Console;
import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import io.weft.cli.viz.Resource;
import io.weft.cli.viz.ResourceKind;
import io.weft.kubernetes.resource.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints the policies that a resource's traffic meets.
 *
 * @see "cli, 7: authz"
 */
@Command(
        name = "authz",
        description = "Print the policies that a resource's traffic meets.",
        footer = {"", "Example:", "  linkerd authz -n shop deploy/web"})
public final class PoliciesCommand implements Callable<Integer> {
    private static final String LABEL = "linkerd.io/proxy-";
    private static final String NONE = "-";

    private final Console console;
    private final BiFunction<PolicyPlace, String, PolicyRows> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final PolicyPlace place = new PolicyPlace();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Namespace of the resource. Default: default.")
    private String namespace = "default";

    @Parameters(arity = "1..2", paramLabel = "TYPE[/NAME]", description = "deploy, po, ns, sts, ...")
    private List<String> resource = new ArrayList<>();

    public PoliciesCommand(Console console) {
        this(console, (place, namespace) -> place.read(namespace, console));
    }

    /** @param way to what there is in a namespace */
    PoliciesCommand(Console console, BiFunction<PolicyPlace, String, PolicyRows> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        Resource asked;
        try {
            asked = Resource.single(resource);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        boolean whole = asked.kind() == ResourceKind.NAMESPACE;
        String where = whole && !asked.name().isEmpty() ? asked.name() : namespace;
        print(way.apply(place, where).of(pod -> whole || isOf(pod, asked)));
        return 0;
    }

    /** A workload's pods say in a label whose they are. */
    private static boolean isOf(Pod pod, Resource asked) {
        String name = asked.kind() == ResourceKind.POD
                ? pod.metadata().name()
                : pod.metadata().labels().getOrDefault(LABEL + asked.kind().text(), "");
        return !name.isEmpty() && (asked.name().isEmpty() || asked.name().equals(name));
    }

    private void print(List<PolicyRow> rows) {
        if (rows.isEmpty()) {
            console.note("No policies found.");
            return;
        }
        Table table = Table.ofText(List.of("ROUTE", "SERVER", "AUTHORIZATION_POLICY", "SERVER_AUTHORIZATION"));
        rows.forEach(row ->
                table.row(Stream.of(row.route(), row.server(), row.authorizationPolicy(), row.serverAuthorization())
                        .map(text -> Cell.of(text.isEmpty() ? NONE : text))
                        .toList()));
        table.lines().forEach(console::print);
    }
}
