package io.weft.cli.diagnostics;

import io.weft.cli.diagnostics.MeshInside.Pod;
import io.weft.cli.machine.MachineException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pods with a sidecar that a user means; mix it in. */
final class PodChoice {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Namespace of the pods. Default: ${DEFAULT-VALUE}.")
    private String namespace = "default";

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "KEY=VALUE,...",
            description = "Only pods labelled like this.")
    private String selector = "";

    @Parameters(
            arity = "0..*",
            paramLabel = "TYPE/NAME",
            description = "pod/NAME or deploy/NAME; NAME alone is a pod. Without any: all that -l means.")
    private List<String> resources = new ArrayList<>();

    /**
     * Those of {@code mesh}, at least one.
     *
     * @throws MachineException if there is none
     */
    List<Pod> of(MeshInside mesh) {
        List<Pod> pods = mesh.pods(selector).stream()
                .filter(pod -> pod.namespace().equals(namespace))
                .filter(meant())
                .toList();
        if (pods.isEmpty()) {
            throw new MachineException("there is no pod"
                    + (resources.isEmpty() ? "" : " of " + String.join(", ", resources))
                    + (selector.isEmpty() ? "" : " labelled " + selector)
                    + " in namespace " + namespace);
        }
        return pods;
    }

    /** {@code POD name (2 of 5)}. */
    static String title(List<Pod> pods, int index) {
        return "POD " + pods.get(index).name() + " (" + (index + 1) + " of " + pods.size() + ")";
    }

    /** Whether what was asked for can be understood. */
    Predicate<Pod> meant() {
        if (resources.isEmpty() && selector.isEmpty()) {
            throw refusal("give pod/NAME, deploy/NAME, or labels by -l");
        }
        return resources.isEmpty()
                ? pod -> true
                : resources.stream().map(this::meant).reduce(pod -> false, Predicate::or);
    }

    private Predicate<Pod> meant(String resource) {
        int slash = resource.indexOf('/');
        String name = resource.substring(slash + 1);
        return switch (slash < 0 ? "pod" : resource.substring(0, slash)) {
            case "pod", "pods", "po" -> pod -> pod.name().equals(name);
            case "deployment", "deployments", "deploy" -> pod -> pod.workload().equals(name);
            default -> throw refusal("give pod/NAME or deploy/NAME, not '" + resource + "'");
        };
    }

    private ParameterException refusal(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
