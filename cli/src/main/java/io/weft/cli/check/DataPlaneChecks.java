package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.machine.PodName;
import io.weft.cli.machine.RunningPods.RunningPod;
import io.weft.cli.machine.UpState;
import io.weft.kubernetes.resource.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether the sidecars of the workloads are well.
 *
 * @see "cli, 4: linkerd-data-plane"
 */
final class DataPlaneChecks {
    private static final String PROXY = "linkerd-proxy";

    private final MeshView mesh;
    private final Proxies proxies;
    private final String namespace;

    /** {@code namespace} limits what is looked at; empty: all but the control plane's, which are never. */
    DataPlaneChecks(MeshView mesh, String namespace) {
        this.mesh = mesh;
        this.namespace = namespace;
        proxies = new Proxies(mesh);
    }

    /** {@code required}: that there are none is a failure. */
    CheckGroup group(boolean required) {
        List<Check> checks = new ArrayList<>();
        if (required) {
            checks.add(new Check(
                    "data plane namespace exists",
                    "l5d-data-plane-exists",
                    Weight.FATAL,
                    () -> pods().isEmpty()
                            ? List.of("there is no workload with a sidecar"
                                    + (namespace.isEmpty() ? "" : " in " + namespace) + ": start one with linkerd run")
                            : List.of()));
        }
        checks.add(new Check(
                        "data plane proxies are ready",
                        "l5d-data-plane-ready",
                        Weight.FATAL,
                        () -> ofPods(pod -> ready(pod)))
                .withRetries());
        checks.add(new Check(
                "data plane and cli versions match",
                "l5d-data-plane-cli-version",
                Weight.WARNING,
                () -> ofPods(pod -> proxies.version(name(pod), network(pod).orElseThrow()))));
        return new CheckGroup("linkerd-data-plane", checks);
    }

    private List<String> ready(Pod pod) {
        Optional<String> network = network(pod);
        if (network.isEmpty()) {
            return List.of(name(pod) + " has a manifest, but nobody runs it: the next linkerd command removes it");
        }
        List<String> complaints = proxies.ready(name(pod), network.get());
        return complaints.isEmpty() && !pod.ready()
                ? List.of(name(pod) + " is not ready: its sidecar is, its application is not")
                : complaints;
    }

    private List<String> ofPods(Function<Pod, List<String>> look) {
        List<String> complaints = new ArrayList<>();
        pods().forEach(pod -> complaints.addAll(look.apply(pod)));
        return complaints;
    }

    private List<Pod> pods() {
        Set<String> controlPlane = mesh.up().map(UpState::members).orElse(List.of()).stream()
                .map(UpState.Member::namespace)
                .collect(Collectors.toSet());
        return mesh.manifests().resources().stream()
                .filter(Pod.class::isInstance)
                .map(Pod.class::cast)
                .filter(pod -> pod.containers().stream()
                        .anyMatch(container -> container.name().equals(PROXY)))
                .filter(pod ->
                        namespace.isEmpty() || namespace.equals(pod.metadata().namespace()))
                .filter(pod -> !controlPlane.contains(pod.metadata().namespace()))
                .toList();
    }

    private Optional<String> network(Pod pod) {
        return mesh.pods().stream()
                .filter(running -> running.name().equals(podName(pod)))
                .map(RunningPod::network)
                .findFirst();
    }

    private static PodName podName(Pod pod) {
        return new PodName(pod.metadata().namespace(), pod.metadata().name());
    }

    private static String name(Pod pod) {
        return pod.metadata().namespace() + "/" + pod.metadata().name();
    }
}
