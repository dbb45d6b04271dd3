package io.weft.destination.workloads;

import io.weft.kubernetes.resource.Container;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.PortRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the paths of a pod's HTTP health checks. Pure.
 *
 * @see "crds, 3.5: probe route"
 */
final class ProbeReader {
    private ProbeReader() {}

    static Map<Integer, SortedSet<String>> read(Pod pod) {
        Map<Integer, SortedSet<String>> found = new HashMap<>();
        for (Container container : pod.containers()) {
            for (Container.HttpProbe probe : container.probes()) {
                port(container, probe.port())
                        .ifPresent(port -> found.computeIfAbsent(port, any -> new TreeSet<>())
                                .add(path(probe.path())));
            }
        }
        return found;
    }

    private static Optional<Integer> port(Container container, PortRef port) {
        return switch (port) {
            case PortRef.Numbered(int value) -> Optional.of(value);
            case PortRef.Named(String name) -> container.tcpPort(name).map(Container.Port::containerPort);
        };
    }

    private static String path(String written) {
        int query = written.indexOf('?');
        String path = query < 0 ? written : written.substring(0, query);
        return path.startsWith("/") ? path : "/" + path;
    }
}
