package io.weft.destination.writes;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.weft.kubernetes.resource.EndpointSlice;
import java.util.List;

/** EndpointSlices as the API server has them. Pure. */
final class SliceTranslator {
    private SliceTranslator() {}

    /** A new one, which goes when its Service does. */
    static io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice created(EndpointSlice slice, Service owner) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(slice.metadata().namespace())
                .withName(slice.metadata().name())
                .withLabels(slice.metadata().labels())
                .withOwnerReferences(reference(owner))
                .endMetadata()
                .withAddressType(slice.addressType().text())
                .withEndpoints(endpoints(slice))
                .withPorts(ports(slice))
                .build();
    }

    /** One that is there, of that version, with other endpoints and ports. */
    static io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice replaced(
            io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice live, EndpointSlice slice) {
        return new EndpointSliceBuilder(live)
                .withEndpoints(endpoints(slice))
                .withPorts(ports(slice))
                .build();
    }

    private static OwnerReference reference(Service owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Service")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .build();
    }

    private static List<Endpoint> endpoints(EndpointSlice slice) {
        return slice.endpoints().stream().map(SliceTranslator::endpoint).toList();
    }

    private static Endpoint endpoint(EndpointSlice.Endpoint endpoint) {
        EndpointBuilder builder = new EndpointBuilder()
                .withAddresses(endpoint.addresses())
                .withNewConditions()
                .withReady(endpoint.isReady())
                .endConditions();
        endpoint.hostname().ifPresent(builder::withHostname);
        endpoint.targetRef()
                .ifPresent(target -> builder.withNewTargetRef()
                        .withKind(target.kind())
                        .withNamespace(target.namespace())
                        .withName(target.name())
                        .endTargetRef());
        return builder.build();
    }

    private static List<EndpointPort> ports(EndpointSlice slice) {
        return slice.ports().stream().map(SliceTranslator::port).toList();
    }

    private static EndpointPort port(EndpointSlice.Port port) {
        EndpointPortBuilder builder = new EndpointPortBuilder()
                .withName(port.name())
                .withProtocol(port.protocol().name());
        port.port().ifPresent(builder::withPort);
        port.appProtocol().ifPresent(builder::withAppProtocol);
        return builder.build();
    }
}
