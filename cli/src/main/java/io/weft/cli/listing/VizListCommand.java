package io.weft.cli.listing;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.VizNamespace;
import io.weft.cli.output.Console;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Prints which pods show their traffic to tap.
 *
 * @see "cli, 9.3"
 */
@Command(name = "list", description = "Print which pods of a cluster show their traffic to tap.")
public final class VizListCommand implements Callable<Integer> {
    private static final String DISABLE = "viz.linkerd.io/disable-tap";
    private static final String ENABLED = "viz.linkerd.io/tap-enabled";
    private static final String TRUE = "true";

    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;

    @Mixin
    private final ListPlace place = new ListPlace();

    @Mixin
    @SuppressWarnings("UnusedVariable") // pods say it themselves
    private final VizNamespace viz = new VizNamespace();

    public VizListCommand(Console console) {
        this(console, ClusterOptions::open);
    }

    VizListCommand(Console console, Function<ClusterOptions, Cluster> opening) {
        this.console = console;
        this.opening = opening;
    }

    @Override
    public Integer call() {
        place.look(opening, console, (cluster, groups) -> print(groups, isOff(cluster)));
        return 0;
    }

    /** Said by the pod, or by its namespace. */
    private static Predicate<ClusterObject> isOff(Cluster cluster) {
        Set<String> namespaces = cluster.list(ClusterKind.NAMESPACE, "", "").stream()
                .filter(each -> each.annotation(DISABLE).equals(TRUE))
                .map(ClusterObject::name)
                .collect(Collectors.toSet());
        return pod -> pod.annotation(DISABLE).equals(TRUE) || namespaces.contains(pod.namespace());
    }

    private static void print(PodGroups groups, Predicate<ClusterObject> isOff) {
        Predicate<ClusterObject> isOn = pod -> pod.annotation(ENABLED).equals(TRUE);
        List<ClusterObject> on = groups.pods().stream().filter(isOn).toList();
        groups.print("Pods with tap enabled", on);
        List<ClusterObject> others =
                groups.pods().stream().filter(isOn.negate()).toList();
        groups.print("Pods with tap disabled", others.stream().filter(isOff).toList());
        groups.print(
                "Pods missing tap configuration (restart these pods to enable tap)",
                others.stream().filter(isOff.negate()).toList());
    }
}
