package io.weft.cli.machine;

import java.net.InetAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** The pods that runners on this machine keep alive. */
public final class RunningPods {
    private RunningPods() {}

    /**
     * One pod.
     *
     * @param network its network namespace, for {@link InNamespace}
     * @param address in the mesh's network
     */
    public record RunningPod(PodName name, String network, InetAddress address) {}

    /** Sorted by namespace and name. */
    public static List<RunningPod> of(MeshDirectory directory) {
        if (!Files.isDirectory(directory.runners())) {
            return List.of();
        }
        return FolderLock.of(directory)
                .holding(() -> new Runners(directory)
                        .all().stream()
                                .filter(runner -> runner.process().alive())
                                .flatMap(runner -> pod(runner).stream())
                                .toList());
    }

    private static Optional<RunningPod> pod(Runner runner) {
        String pod = runner.pod();
        String address = runner.address();
        if (pod == null || address == null) {
            return Optional.empty();
        }
        int dot = pod.indexOf('.');
        PodName name = new PodName(pod.substring(0, dot), pod.substring(dot + 1));
        return Optional.of(new RunningPod(name, runner.namespace(), InetAddress.ofLiteral(address)));
    }
}
