package io.weft.cli.listing;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.output.Console;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Prints which pods send spans to Jaeger's collector.
 *
 * @see "cli, 11"
 */
@Command(name = "list", description = "Print which pods of a cluster were told where to send spans.")
public final class JaegerListCommand implements Callable<Integer> {
    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;

    @Mixin
    private final ListPlace place = new ListPlace();

    public JaegerListCommand(Console console) {
        this(console, ClusterOptions::open);
    }

    JaegerListCommand(Console console, Function<ClusterOptions, Cluster> opening) {
        this.console = console;
        this.opening = opening;
    }

    @Override
    public Integer call() {
        Predicate<ClusterObject> isOn =
                pod -> pod.annotation("jaeger.linkerd.io/tracing-enabled").equals("true");
        place.look(opening, console, (cluster, groups) -> {
            groups.print(
                    "Pods with tracing enabled",
                    groups.pods().stream().filter(isOn).toList());
            groups.print(
                    "Pods missing tracing configuration (restart these pods to enable tracing)",
                    groups.pods().stream().filter(isOn.negate()).toList());
        });
        return 0;
    }
}
