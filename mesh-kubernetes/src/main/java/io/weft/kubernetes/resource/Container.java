package io.weft.kubernetes.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One container of a pod.
 *
 * @param init whether it is listed among the init containers
 * @param env variables with a literal value; those taken from elsewhere are left out
 * @param probes HTTP probes of every sort (liveness, readiness, startup), in that order
 */
public record Container(String name, boolean init, List<Port> ports, Map<String, String> env, List<HttpProbe> probes) {
    public Container {
        ports = List.copyOf(ports);
        env = Map.copyOf(env);
        probes = List.copyOf(probes);
    }

    /** The TCP port of that name. */
    public Optional<Port> tcpPort(String portName) {
        return ports.stream()
                .filter(port -> port.protocol() == Protocol.TCP && port.name().equals(portName))
                .findFirst();
    }

    /**
     * A declared port.
     *
     * @param name empty if unnamed
     * @param containerPort 1 to 65535
     * @param hostPort the node's port that leads here, if any
     */
    public record Port(String name, int containerPort, Protocol protocol, Optional<Integer> hostPort) {}

    /**
     * A GET the kubelet sends.
     *
     * @param path as written, with its query if any; {@code /} where the document says nothing
     */
    public record HttpProbe(String path, PortRef port) {}
}
