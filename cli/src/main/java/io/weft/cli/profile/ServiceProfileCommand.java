package io.weft.cli.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterDomain;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.MeshPlace;
import io.weft.cli.inject.OutputForm;
import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.output.Console;
import io.weft.cli.output.KubernetesYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints a ServiceProfile to begin with.
 *
 * @see "cli, 6"
 */
@Command(
        name = "profile",
        description = "Print a ServiceProfile, made from what describes a service already.",
        footer = {"", "Example:", "  linkerd profile -n shop --open-api web.yaml web | kubectl apply -f -"})
public final class ServiceProfileCommand implements Callable<Integer> {
    private final Console console;
    private final Function<ClusterOptions, Cluster> clusters;
    private final InputStream input;

    @ArgGroup(multiplicity = "1", exclusive = true)
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private ProfileSource source;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "The service's. Default: that of the context, or default.")
    private @Nullable String namespace;

    @Option(
            names = "--ignore-cluster",
            description = "Ask no cluster for its domain; " + ClusterDomain.USUAL + " is meant.")
    private boolean ignoreCluster;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    @Parameters(paramLabel = "SERVICE", description = "Its name.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private String service;

    public ServiceProfileCommand(Console console) {
        this(console, ClusterOptions::open, System.in);
    }

    ServiceProfileCommand(Console console, Function<ClusterOptions, Cluster> clusters, InputStream input) {
        this.console = console;
        this.clusters = clusters;
        this.input = input;
    }

    @Override
    public Integer call() {
        if (ignoreCluster || !MeshPlace.isCluster(directory, cluster)) {
            print(namespace == null ? "default" : namespace, ClusterDomain.USUAL);
        } else {
            try (Cluster asked = clusters.apply(cluster)) {
                print(
                        namespace == null ? asked.currentNamespace() : namespace,
                        ClusterDomain.of(asked, cluster.controlPlane()));
            }
        }
        return 0;
    }

    private void print(String where, String domain) {
        ServiceProfile profile = new ServiceProfile(service, where, domain);
        source.routes(input)
                .ifPresentOrElse(
                        routes -> output.print(List.of(profile.with(routes)), console),
                        () -> template(profile.host(), where));
    }

    /** As YAML it keeps its comments. */
    private void template(String host, String namespace) {
        String text = text().replace("@HOST@", host).replace("@NAMESPACE@", namespace);
        if (output == OutputForm.yaml) {
            console.out().print(text);
            console.out().flush();
        } else {
            output.print(KubernetesYaml.read(text), console);
        }
    }

    private static String text() {
        try (InputStream resource = ServiceProfileCommand.class.getResourceAsStream("template.yaml")) {
            if (resource == null) {
                throw new IllegalStateException("template.yaml is missing");
            }
            return new String(resource.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
