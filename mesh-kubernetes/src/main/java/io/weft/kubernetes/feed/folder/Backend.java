package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.EndpointSlice.AddressType;
import io.weft.kubernetes.resource.EndpointSlice.TargetRef;
import io.weft.kubernetes.resource.ExternalWorkload;
import io.weft.kubernetes.resource.KnownLabels;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.PortRef;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workload as seen from the Services that select it.
 *
 * <p>Pure.
 *
 * @see "control-plane, 5 and 7; design, Folder safety: EndpointSlices are derived"
 */
sealed interface Backend {
    /** Value of {@link KnownLabels#ENDPOINT_SLICE_MANAGED_BY} on derived slices. */
    String MANAGER = "weft-folder-feed";

    Resource workload();

    /** IPv4 addresses; without any there is nothing to derive. */
    List<String> addresses();

    boolean ready();

    Optional<String> nodeName();

    Optional<String> hostname(Service service);

    /** The number {@code target} means here; empty if it means nothing. */
    Optional<Integer> port(PortRef target, Service.Port servicePort);

    /** Whether {@code service} may have endpoints of this sort at all. */
    boolean mayServe(Service service);

    /** How a workload is seen; empty if nothing can be sent to it, now or for ever. */
    static Optional<Backend> of(Resource resource) {
        Optional<Backend> backend = switch (resource) {
            case Pod pod when !pod.phase().isTerminal() -> Optional.of(new PodBackend(pod));
            case ExternalWorkload external -> Optional.of(new ExternalBackend(external));
            default -> Optional.empty();
        };
        return backend.filter(found -> !found.addresses().isEmpty());
    }

    /** The slice of this workload and that Service. Its name has a colon, so nobody can have written it by hand. */
    default EndpointSlice slice(Service service) {
        Metadata owner = service.metadata();
        ResourceId target = workload().id();
        Metadata metadata = Metadata.of(
                        owner.namespace(), owner.name() + ":" + target.kind().kind() + ":" + target.name())
                .withLabels(
                        Map.of(KnownLabels.SERVICE_NAME, owner.name(), KnownLabels.ENDPOINT_SLICE_MANAGED_BY, MANAGER));
        return new EndpointSlice(
                metadata,
                Optional.of(owner.name()),
                AddressType.IPV4,
                List.of(endpoint(service, target)),
                service.ports().stream()
                        .flatMap(port -> slicePort(port).stream())
                        .toList());
    }

    private EndpointSlice.Endpoint endpoint(Service service, ResourceId target) {
        return new EndpointSlice.Endpoint(
                addresses(),
                Optional.of(ready() || service.publishNotReadyAddresses()),
                hostname(service),
                nodeName(),
                Optional.empty(),
                Optional.of(new TargetRef(target.kind().kind(), target.namespace(), target.name())),
                List.of());
    }

    private Optional<EndpointSlice.Port> slicePort(Service.Port port) {
        return port(port.targetPort(), port)
                .map(number ->
                        new EndpointSlice.Port(port.name(), Optional.of(number), port.protocol(), port.appProtocol()));
    }

    private static List<String> ipv4(List<String> addresses) {
        return addresses.stream()
                .filter(address -> address.indexOf(':') < 0)
                .limit(1)
                .toList();
    }

    /** A Pod. A numeric target port need not be declared. */
    record PodBackend(Pod workload) implements Backend {
        @Override
        public List<String> addresses() {
            return ipv4(workload.podIps());
        }

        @Override
        public boolean ready() {
            return workload.ready();
        }

        @Override
        public Optional<String> nodeName() {
            return workload.nodeName();
        }

        @Override
        public Optional<String> hostname(Service service) {
            boolean ours = workload.subdomain()
                    .filter(service.metadata().name()::equals)
                    .isPresent();
            return ours ? workload.hostname() : Optional.empty();
        }

        @Override
        public Optional<Integer> port(PortRef target, Service.Port servicePort) {
            return switch (target) {
                case PortRef.Numbered number -> Optional.of(number.value());
                case PortRef.Named name ->
                    workload.containers().stream()
                            .filter(container -> !container.init())
                            .flatMap(container -> container.ports().stream())
                            .filter(port ->
                                    port.name().equals(name.value()) && port.protocol() == servicePort.protocol())
                            .map(port -> port.containerPort())
                            .findFirst();
            };
        }

        @Override
        public boolean mayServe(Service service) {
            return service.type() != Service.Type.EXTERNAL_NAME;
        }
    }

    /** A machine outside. Its ports are those it declares. */
    record ExternalBackend(ExternalWorkload workload) implements Backend {
        @Override
        public List<String> addresses() {
            return workload.address().stream().toList();
        }

        @Override
        public boolean ready() {
            return workload.ready();
        }

        @Override
        public Optional<String> nodeName() {
            return Optional.empty();
        }

        @Override
        public Optional<String> hostname(Service service) {
            return workload.hostname(service);
        }

        @Override
        public Optional<Integer> port(PortRef target, Service.Port servicePort) {
            return workload.port(servicePort);
        }

        @Override
        public boolean mayServe(Service service) {
            return ExternalWorkload.mayServe(service);
        }
    }
}
