package io.weft.ingress.rules;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Services there are, as rules mean them: each port by its number and by its name. */
public final class Targets {
    private static final Set<String> HTTP2 = Set.of("kubernetes.io/h2c", "grpc");
    private static final Targets EMPTY = new Targets(Map.of());

    private final Map<BackendRef, Target> targets;

    private Targets(Map<BackendRef, Target> targets) {
        this.targets = targets;
    }

    public static Targets empty() {
        return EMPTY;
    }

    /** Those without a cluster address are left out. */
    public static Targets of(Collection<Service> services) {
        Map<BackendRef, Target> targets = new HashMap<>();
        services.forEach(service -> add(targets, service));
        return new Targets(targets);
    }

    /** Where that is; nothing if there is no such Service, port or cluster address. */
    public Optional<Target> find(BackendRef backend) {
        return Optional.ofNullable(targets.get(backend));
    }

    private static void add(Map<BackendRef, Target> targets, Service service) {
        Optional<InetAddress> address = address(service);
        List<ServicePort> ports =
                service.getSpec() == null ? List.of() : service.getSpec().getPorts();
        if (address.isEmpty() || ports == null) {
            return;
        }
        for (ServicePort port : ports) {
            if (port.getProtocol() == null || port.getProtocol().equals("TCP")) {
                Target target = new Target(new InetSocketAddress(address.get(), port.getPort()), takesHttp2(port));
                targets.put(ref(service, new PortRef.Numbered(port.getPort())), target);
                if (port.getName() != null) {
                    targets.put(ref(service, new PortRef.Named(port.getName())), target);
                }
            }
        }
    }

    private static boolean takesHttp2(ServicePort port) {
        return port.getAppProtocol() != null && HTTP2.contains(port.getAppProtocol());
    }

    private static BackendRef ref(Service service, PortRef port) {
        return new BackendRef(
                service.getMetadata().getNamespace(), service.getMetadata().getName(), port);
    }

    private static Optional<InetAddress> address(Service service) {
        String address = service.getSpec() == null ? null : service.getSpec().getClusterIP();
        if (address == null || address.isEmpty() || address.equals("None")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException no) {
            return Optional.empty();
        }
    }
}
