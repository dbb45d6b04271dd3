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

    @Mixin
    private final DomainOptions domains = new DomainOptions();

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
        List<JsonNode> documents = new ArrayList<>();
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        try {
            if (ignoreCluster) {
                documents.addAll(
                        crds ? MeshManifests.definitions(cluster.controlPlane(), values.ofDefinitions()) : List.of());
            } else {
                try (Cluster open = opening.apply(cluster)) {
                    documents.addAll(look(open));
                    found = ApiServerPorts.of(open);
                }
            }
            if (!crds) {
                documents.addAll(controlPlane(found));
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        output.print(documents, console);
        console.note(
                crds
                        ? "The resource definitions come first; then: linkerd install | kubectl apply -f -"
                        : "The control plane comes next; once it is applied: linkerd check");
        return 0;
    }

    /** The resource definitions, where they are asked for or missing. */
    private List<JsonNode> look(Cluster open) {
        String namespace = cluster.controlPlane();
        if (!crds) {
            if (open.get(ClusterKind.CONFIG_MAP, namespace, "linkerd-config").isPresent()) {
                throw new MachineException("a control plane is installed in namespace " + namespace
                        + " already: linkerd upgrade changes it; --ignore-cluster renders one all the same");
            }
            if (open.get(ClusterKind.DEFINITION, "", "servers.policy.linkerd.io")
                    .isPresent()) {
                return List.of();
            }
            console.note("The cluster lacks the resource definitions: they are printed too.");
        }
        ObjectNode chosen = DefinitionValues.minding(open, namespace);
        ValueLayers.lay(chosen, values.ofDefinitions());
        return MeshManifests.definitions(namespace, chosen);
    }

    /** @param overrides what the cluster says of the chart's values */
    private List<JsonNode> controlPlane(ObjectNode overrides) {
        values.lay(overrides, domains.values(), cluster.controlPlane(), clock.instant());
        return MeshManifests.controlPlane(cluster.controlPlane(), overrides, JsonNodeFactory.instance.objectNode());
    }
}
