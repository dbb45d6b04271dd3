package io.weft.cli.install;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.inject.OutputForm;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.Console;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints the manifests of the mesh, for kubectl to apply.
 *
 * @see "cli, 2"
 */
@Command(
        name = "install",
        description = "Print the manifests that make a mesh of a Kubernetes cluster.",
        footer = {
            "",
            "Examples:",
            "  linkerd install --crds | kubectl apply -f -     first, once per cluster",
            "  linkerd install --ha | kubectl apply -f -       then the control plane, three of everything"
        })
public final class InstallCommand implements Callable<Integer> {
    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;
    private final Clock clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final ValueOptions values = new ValueOptions();

    @Option(names = "--crds", description = "Print the resource definitions only.")
    private boolean crds;

    @Option(names = "--ignore-cluster", description = "Do not look at the cluster.")
    private boolean ignoreCluster;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    public InstallCommand(Console console) {
        this(console, ClusterOptions::open, Clock.systemUTC());
    }

    InstallCommand(Console console, Function<ClusterOptions, Cluster> opening, Clock clock) {
        this.console = console;
        this.opening = opening;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (crds) {
            output.print(MeshManifests.definitions(cluster.controlPlane()), console);
            console.note("The resource definitions come first; then: linkerd install | kubectl apply -f -");
            return 0;
        }
        ObjectNode overrides = JsonNodeFactory.instance.objectNode();
        List<JsonNode> documents = new ArrayList<>();
        if (!ignoreCluster) {
            try (Cluster open = opening.apply(cluster)) {
                look(open, documents);
            }
        }
        try {
            values.lay(overrides, cluster.controlPlane(), clock.instant());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        documents.addAll(
                MeshManifests.controlPlane(cluster.controlPlane(), overrides, JsonNodeFactory.instance.objectNode()));
        output.print(documents, console);
        console.note("The control plane comes next; once it is applied: linkerd check");
        return 0;
    }

    private void look(Cluster open, List<JsonNode> documents) {
        String namespace = cluster.controlPlane();
        if (open.get(ClusterKind.CONFIG_MAP, namespace, "linkerd-config").isPresent()) {
            throw new MachineException("a control plane is installed in namespace " + namespace
                    + " already: linkerd upgrade changes it; --ignore-cluster renders one all the same");
        }
        if (open.get(ClusterKind.DEFINITION, "", "servers.policy.linkerd.io").isEmpty()) {
            console.note("The cluster lacks the resource definitions: they are printed too.");
            documents.addAll(MeshManifests.definitions(namespace));
        }
    }
}
