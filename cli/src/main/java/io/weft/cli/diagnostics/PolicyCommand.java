package io.weft.cli.diagnostics;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.KubernetesYaml;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints what a sidecar is told of a pod's port or a service's, and why each policy and route counts or not. */
@Command(
        name = "policy",
        description = "Print how a port of a pod is served, or how clients treat one of a service, and why.",
        footer = {"", "The answer is the policy API's, with one field of our own: reasons."})
final class PolicyCommand implements Callable<Integer> {
    private final Console console;
    private final Function<PlaceOptions, MeshInside> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final TokenOption token = new TokenOption();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Namespace of the pod or service. Default: ${DEFAULT-VALUE}.")
    private String namespace = "default";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private Output output = Output.yaml;

    @Parameters(index = "0", paramLabel = "TYPE/NAME", description = "pod/NAME or service/NAME.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private String resource;

    @Parameters(index = "1", paramLabel = "PORT", description = "1 to 65535.")
    private int port;

    PolicyCommand(Console console, Function<PlaceOptions, MeshInside> way) {
        this.console = console;
        this.way = way;
    }

    /** How the answer is written. */
    enum Output {
        yaml,
        json
    }

    @Override
    public Integer call() {
        String question = question();
        try (MeshInside mesh = way.apply(place)) {
            JsonNode answer = JsonMapper.shared().readTree(mesh.destination(question));
            console.print(output == Output.json ? Json.of(answer) : yaml(answer));
        }
        return 0;
    }

    private String question() {
        int slash = resource.indexOf('/');
        String name = resource.substring(slash + 1);
        return switch (slash < 0 ? "" : resource.substring(0, slash)) {
            case "pod", "pods", "po" ->
                new Query("/api/v1/inbound-policy")
                        .with("namespace", namespace)
                        .with("workload", name)
                        .with("port", Integer.toString(port))
                        .toString();
            case "service", "services", "svc" ->
                new Query("/api/v1/outbound-policy")
                        .with("target", name + "." + namespace + ".svc:" + port)
                        .with("namespace", token.namespace())
                        .toString();
            default ->
                throw new ParameterException(
                        spec.commandLine(), "give pod/NAME or service/NAME, not '" + resource + "'");
        };
    }

    private static String yaml(JsonNode answer) {
        return KubernetesYaml.write(List.of(answer)).substring("---\n".length()).stripTrailing();
    }
}
