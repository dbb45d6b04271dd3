package io.weft.cli.machine;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What dead runners left behind; a pure decision over what there is.
 *
 * @param namespaces network namespaces to remove, with all that runs in them
 * @param manifests files of the manifest folder to delete
 * @param workloads private folders to delete
 * @param records records to drop
 * @param up the control plane's own files are to go
 */
record Leftovers(
        List<String> namespaces, List<String> manifests, List<String> workloads, List<String> records, boolean up) {
    private static final String POD = "pod.";
    private static final String SERVICE = "service.";
    private static final String YAML = ".yaml";

    /**
     * What there is on the machine.
     *
     * @param namespaces this mesh's network namespaces
     * @param manifests names of the files in the manifest folder that a runner of ours wrote
     * @param workloads names of the private folders
     */
    record Inventory(List<Runner> runners, List<String> namespaces, List<String> manifests, List<String> workloads) {}

    /**
     * A namespace without a record is a leftover too, because records are written first and dropped last. The bridge stays as
     * long as any runner lives.
     *
     * @param bridge name of the bridge's namespace, whose record is the one of {@code linkerd up}
     */
    static Leftovers decide(Inventory inventory, String bridge, Predicate<ProcessId> alive) {
        List<Runner> living = inventory.runners().stream()
                .filter(runner -> alive.test(runner.process()))
                .toList();
        Set<String> kept = living.stream().map(Runner::namespace).collect(Collectors.toSet());
        boolean up = kept.contains(bridge);
        Stream<String> bridgeIfNeeded = living.isEmpty() ? Stream.of() : Stream.of(bridge);
        Set<String> namespaces = Stream.concat(kept.stream(), bridgeIfNeeded).collect(Collectors.toSet());
        Set<String> pods =
                living.stream().map(Runner::pod).filter(Objects::nonNull).collect(Collectors.toSet());
        Set<String> files = Stream.concat(
                        pods.stream().map(pod -> POD + pod + YAML),
                        living.stream()
                                .flatMap(runner -> runner.services().stream())
                                .map(name -> SERVICE + name + YAML))
                .collect(Collectors.toSet());
        return new Leftovers(
                without(inventory.namespaces(), namespaces),
                without(inventory.manifests(), files),
                without(inventory.workloads(), pods),
                without(inventory.runners().stream().map(Runner::namespace).toList(), kept),
                !up);
    }

    static String podFile(PodName pod) {
        return POD + pod + YAML;
    }

    static String serviceFile(PodName service) {
        return SERVICE + service + YAML;
    }

    private static List<String> without(List<String> all, Set<String> kept) {
        return all.stream().filter(each -> !kept.contains(each)).sorted().toList();
    }
}
