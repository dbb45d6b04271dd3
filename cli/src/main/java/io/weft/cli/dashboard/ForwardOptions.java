package io.weft.cli.dashboard;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.Cluster.Forward;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Patience;
import io.weft.cli.machine.Pause;
import io.weft.cli.output.Console;
import io.weft.core.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where a page is to be reached on this machine; mix it in. */
final class ForwardOptions {
    @Option(names = "--address", paramLabel = "HOST", description = "Where to listen. Default: ${DEFAULT-VALUE}.")
    private String address = "localhost";

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "How long to wait for the page's pod. Default: ${DEFAULT-VALUE}.",
            defaultValue = "300s")
    private Duration wait = Duration.ofMinutes(5);

    /** As it stands in addresses. */
    String host() {
        return address;
    }

    /**
     * A ready pod of an extension.
     *
     * @param namespaces where it may be, asked for anew each time
     * @throws MachineException if there is none in time
     */
    ClusterObject pod(
            Cluster cluster, String extension, Supplier<List<String>> namespaces, String component, Console console) {
        Patience patience = new Patience(wait, Ticker.system(), Pause::lasting);
        Optional<ClusterObject> pod = find(cluster, namespaces.get(), component);
        if (pod.isEmpty()) {
            console.note("waiting for a pod of " + component);
        }
        while (pod.isEmpty() && patience.pause()) {
            pod = find(cluster, namespaces.get(), component);
        }
        return pod.orElseThrow(() ->
                new MachineException("no pod of " + component + " is ready: linkerd " + extension + " check says why"));
    }

    private static Optional<ClusterObject> find(Cluster cluster, List<String> namespaces, String component) {
        return namespaces.stream()
                .flatMap(namespace -> cluster.list(ClusterKind.POD, namespace, "component=" + component).stream())
                .filter(pod -> pod.isReady() && !pod.isLeaving())
                .findFirst();
    }

    /** Listens; at any free port where the one that is wanted is taken. */
    Forward forward(Cluster cluster, ClusterObject pod, int remote, int local, Console console) {
        try {
            InetAddress at = InetAddress.getByName(address);
            if (local != 0 && isTaken(at, local)) {
                console.note("port " + local + " is taken: another one is used");
                return cluster.forward(pod, remote, at, 0);
            }
            return cluster.forward(pod, remote, at, local);
        } catch (UnknownHostException e) {
            throw new MachineException("--address: there is no host " + address, e);
        }
    }

    private static boolean isTaken(InetAddress at, int port) {
        try (ServerSocket free = new ServerSocket(port, 1, at)) {
            return !free.isBound();
        } catch (IOException taken) {
            return true;
        }
    }
}
