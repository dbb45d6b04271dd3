package io.weft.cli.install;

import io.weft.cli.inject.OutputForm;
import io.weft.cli.inject.ProxyOptions;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.Console;
import io.weft.cli.output.KubernetesYaml;
import io.weft.injection.AnnotationText;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    private final Cluster cluster;
    private final Clock clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final InstallOptions options = new InstallOptions();

    @Mixin
    private final IssuerOptions issuer = new IssuerOptions();

    @Mixin
    private final ProxyOptions proxy = new ProxyOptions();

    @Option(names = "--crds", description = "Print the resource definitions only.")
    private boolean crds;

    @Option(
            names = "--ha",
            description = "Three of everything, on three nodes; refuse pods while no injector is there.")
    private boolean ha;

    @Option(names = "--ignore-cluster", description = "Do not look at the cluster.")
    private boolean ignoreCluster;

    @Option(
            names = {"-L", "--linkerd-namespace"},
            paramLabel = "NAMESPACE",
            description = "Where the control plane runs. Default: ${DEFAULT-VALUE}.")
    private String namespace = "linkerd";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    public InstallCommand(Console console) {
        this(console, Cluster.ofKubectl(), Clock.systemUTC());
    }

    InstallCommand(Console console, Cluster cluster, Clock clock) {
        this.console = console;
        this.cluster = cluster;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (!namespace.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw new ParameterException(spec.commandLine(), "no name of a namespace: " + namespace);
        }
        if (crds) {
            output.print(definitions(), console);
            console.note("The resource definitions come first; then: linkerd install | kubectl apply -f -");
            return 0;
        }
        List<JsonNode> documents = new ArrayList<>();
        if (!ignoreCluster) {
            look(documents);
        }
        documents.addAll(controlPlane());
        output.print(documents, console);
        console.note("The control plane comes next; once it is applied: linkerd check");
        return 0;
    }

    private void look(List<JsonNode> documents) {
        if (cluster.has("configmap", "linkerd-config", "-n", namespace)) {
            throw new MachineException("a control plane is installed in namespace " + namespace
                    + " already; --ignore-cluster renders one all the same");
        }
        if (!cluster.has("crd", "servers.policy.linkerd.io")) {
            console.note("The cluster lacks the resource definitions: they are printed too.");
            documents.addAll(definitions());
        }
    }

    private List<JsonNode> definitions() {
        return BundledCharts.render(BundledCharts.CRDS, namespace, JsonNodeFactory.instance.objectNode());
    }

    private List<JsonNode> controlPlane() {
        ObjectNode overrides = overrides();
        List<JsonNode> documents = new ArrayList<>();
        documents.add(MeshNamespace.namespace(namespace));
        documents.addAll(BundledCharts.render(BundledCharts.CONTROL_PLANE, namespace, overrides));
        documents.add(MeshNamespace.overrides(namespace, overrides));
        return documents;
    }

    private ObjectNode overrides() {
        ObjectNode overrides = JsonNodeFactory.instance.objectNode();
        if (ha) {
            KubernetesYaml.read(BundledCharts.file(BundledCharts.CONTROL_PLANE, "values-ha.yaml"))
                    .forEach(each -> ValueLayers.lay(overrides, each));
        }
        try {
            proxy.annotations()
                    .forEach((name, text) -> AnnotationText.values(name, text)
                            .forEach((path, value) -> ValueLayers.put(overrides, path, value)));
            options.lay(overrides);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        String domain = overrides
                .path("identityTrustDomain")
                .asString(overrides.path("clusterDomain").asString("cluster.local"));
        issuer.complete(overrides, "identity." + namespace + "." + domain, clock.instant());
        return overrides;
    }
}
