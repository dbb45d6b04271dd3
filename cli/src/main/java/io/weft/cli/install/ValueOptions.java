package io.weft.cli.install;

import io.weft.cli.inject.ProxyOptions;
import io.weft.cli.output.KubernetesYaml;
import io.weft.injection.AnnotationText;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All options that say how the mesh is to be; mix it in. */
final class ValueOptions {
    @Mixin
    private final InstallOptions options = new InstallOptions();

    @Mixin
    private final IssuerOptions issuer = new IssuerOptions();

    @Mixin
    private final ProxyOptions proxy = new ProxyOptions();

    @Option(
            names = "--ha",
            description = "Three of everything, on three nodes; refuse pods while no injector is there.")
    private boolean ha;

    /**
     * What was given of the values of the resource definitions.
     *
     * @throws IllegalArgumentException if an option cannot be read
     */
    ObjectNode ofDefinitions() {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        options.lay(given, JsonNodeFactory.instance.objectNode());
        return DefinitionValues.takeFrom(given);
    }

    /**
     * Lays what was given over {@code values}: first {@code --ha}, then files, then single options, then {@code --set} and its
     * kin; and sees to it that there is an issuer.
     *
     * @param others values for which a command has options of its own
     * @throws IllegalArgumentException if an option cannot be read
     * @throws io.weft.cli.machine.MachineException if no mesh could be made of it
     */
    void lay(ObjectNode values, ObjectNode others, String namespace, Instant now) {
        if (ha) {
            KubernetesYaml.read(BundledCharts.file(BundledCharts.CONTROL_PLANE, "values-ha.yaml"))
                    .forEach(each -> ValueLayers.lay(values, each));
        }
        ObjectNode flags = others.deepCopy();
        proxy.annotations()
                .forEach((name, text) -> AnnotationText.values(name, text)
                        .forEach((path, value) -> ValueLayers.put(flags, path, value)));
        options.lay(values, flags);
        String domain = values.path("identityTrustDomain")
                .asString(values.path("clusterDomain").asString("cluster.local"));
        issuer.complete(values, "identity." + namespace + "." + domain, now);
    }
}
