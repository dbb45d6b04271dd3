package io.weft.cli.viz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.VizNamespace;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Prints who may ask the sidecars of a namespace for their metrics, and whether they live.
 *
 * @see "cli, 9.5"
 */
@Command(
        name = "allow-scrapes",
        description = "Print policies that let viz's Prometheus scrape the sidecars of a namespace.",
        footer = {"", "Example:", "  linkerd viz allow-scrapes -n shop | kubectl apply -f -"})
public final class AllowScrapesCommand implements Callable<Integer> {
    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final VizNamespace viz = new VizNamespace();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Whose sidecars. Default: that of the context.")
    private @Nullable String namespace;

    public AllowScrapesCommand(Console console) {
        this(console, ClusterOptions::open);
    }

    AllowScrapesCommand(Console console, Function<ClusterOptions, Cluster> opening) {
        this.console = console;
        this.opening = opening;
    }

    @Override
    public Integer call() {
        try (Cluster open = opening.apply(cluster)) {
            String where = named(namespace == null ? open.currentNamespace() : namespace);
            String scraper = named(
                    viz.in(open).stream()
                            .findFirst()
                            .orElseThrow(
                                    () -> new MachineException(
                                            "viz is not in this cluster: linkerd viz install, or name its place with --viz-namespace")));
            console.out().print(text().replace("@NAMESPACE@", where).replace("@VIZ@", scraper));
            console.out().flush();
        }
        return 0;
    }

    private static String named(String given) {
        if (!ClusterOptions.isNamespace(given)) {
            throw new MachineException("'" + given + "' is no name of a namespace");
        }
        return given;
    }

    private static String text() {
        try (InputStream resource = AllowScrapesCommand.class.getResourceAsStream("allow-scrapes.yaml")) {
            if (resource == null) {
                throw new IllegalStateException("allow-scrapes.yaml is missing");
            }
            return new String(resource.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
