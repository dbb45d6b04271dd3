package io.weft.cli.install;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.ManifestCluster;
import io.weft.cli.inject.ManifestFiles;
import io.weft.cli.inject.OutputForm;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.Console;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
 * Prints the manifests of the mesh as it was installed, changed by what is given now.
 *
 * @see "cli, 3"
 */
@Command(
        name = "upgrade",
        description = "Print the manifests that bring the mesh of a cluster to this version, or to other values.",
        footer = {
            "",
            "What was given at install stays, and so do issuer, trust anchors and certificates.",
            "",
            "Examples:",
            "  linkerd upgrade --crds | kubectl apply -f -     first",
            "  linkerd upgrade | kubectl apply -f -",
            "  linkerd prune | kubectl delete -f -             then what is not needed any more"
        })
public final class UpgradeCommand implements Callable<Integer> {
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

    @Option(
            names = "--from-manifests",
            paramLabel = "FILE|-",
            description = "Do not ask the cluster: what was installed are these manifests.")
    private @Nullable String manifests;

    @Option(names = "--force", description = "Even if running sidecars would believe nobody any more.")
    private boolean force;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    public UpgradeCommand(Console console) {
        this(console, ClusterOptions::open, Clock.systemUTC());
    }

    UpgradeCommand(Console console, Function<ClusterOptions, Cluster> opening, Clock clock) {
        this.console = console;
        this.opening = opening;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try (Cluster open = manifests == null
                ? opening.apply(cluster)
                : new ManifestCluster(ManifestFiles.read(manifests, System.in))) {
            StoredMesh stored = new StoredMesh(open, cluster.controlPlane());
            output.print(crds ? stored.definitions(values.ofDefinitions()) : controlPlane(stored), console);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        console.note(
                crds
                        ? "The resource definitions come first; then: linkerd upgrade | kubectl apply -f -"
                        : "Once it is applied: linkerd check; what is not needed any more: linkerd prune");
        return 0;
    }

    private List<JsonNode> controlPlane(StoredMesh stored) {
        ObjectNode overrides = stored.overrides();
        values.lay(overrides, JsonNodeFactory.instance.objectNode(), cluster.controlPlane(), clock.instant());
        String anchors = overrides.path(IssuerOptions.ANCHORS).asString("");
        List<String> forgotten = anchors.isEmpty() ? List.of() : stored.forgottenBy(anchors);
        if (!forgotten.isEmpty() && !force) {
            throw new MachineException("running sidecars are certified by " + String.join(", ", forgotten)
                    + ", which would not be trusted any more: keep it beside the new trust anchors, or --force");
        }
        return MeshManifests.controlPlane(
                cluster.controlPlane(), overrides, stored.keptWebhooks(overrides, clock.instant()));
    }
}
