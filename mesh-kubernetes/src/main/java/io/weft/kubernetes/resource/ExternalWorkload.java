package io.weft.kubernetes.resource;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A machine outside that runs a proxy.
 *
 * @param identity TLS identity, a DNS name or a SPIFFE id; 1 to 253 characters
 * @param serverName what clients write in SNI; 1 to 253 characters
 * @param workloadIps at most two
 * @param ready the condition Ready is True
 * @see "crds, 10; control-plane, 7"
 */
public record ExternalWorkload(
        Metadata metadata,
        String identity,
        String serverName,
        List<Port> ports,
        List<String> workloadIps,
        boolean ready)
        implements Resource {
    private static final String SYSTEM_NAMESPACE = "kube-system";

    public ExternalWorkload {
        ports = List.copyOf(ports);
        workloadIps = List.copyOf(workloadIps);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.EXTERNAL_WORKLOAD;
    }

    /** Whether a Service may have endpoints of this sort at all. */
    public static boolean mayServe(Service service) {
        return service.type() != Service.Type.EXTERNAL_NAME
                && !service.metadata().namespace().equals(SYSTEM_NAMESPACE);
    }

    /** Where it is reached: its first IPv4 address. */
    public Optional<String> address() {
        return workloadIps.stream().filter(address -> address.indexOf(':') < 0).findFirst();
    }

    /** What it is called among the replicas of a Service. */
    public Optional<String> hostname(Service service) {
        return Optional.of(metadata.name()).filter(name -> service.headless() && Names.isLabel(name));
    }

    /** The number it serves a Service's port on, one of those it declares; empty if it does not. */
    public Optional<Integer> port(Service.Port servicePort) {
        Predicate<Port> meant = switch (servicePort.targetPort()) {
            case PortRef.Numbered number -> port -> port.port() == number.value();
            case PortRef.Named name -> port -> Objects.equals(port.name(), name.value());
        };
        return ports.stream()
                .filter(port -> port.protocol() == servicePort.protocol())
                .filter(meant)
                .map(Port::port)
                .findFirst();
    }

    /**
     * A port it serves.
     *
     * @param name empty if unnamed; {@code linkerd-proxy} is the proxy's inbound port
     */
    public record Port(String name, int port, Protocol protocol) {}
}
