package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.EndpointSlice.AddressType;
import io.weft.kubernetes.resource.EndpointSlice.Endpoint;
import io.weft.kubernetes.resource.EndpointSlice.TargetRef;
import java.util.List;
import java.util.Optional;

/** Reads EndpointSlices. */
final class EndpointSliceReader implements KindReader {
    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field addressType = root.get("addressType");
        AddressType type = addressType
                .optionalConstant(AddressType.values(), AddressType::text)
                .orElseThrow(() -> addressType.refuse("IPv4, IPv6 or FQDN is required"));
        return new EndpointSlice(
                metadata,
                metadata.label(KnownLabels.SERVICE_NAME),
                type,
                root.get("endpoints").items(endpoint -> endpoint(endpoint, type, metadata.namespace())),
                root.get("ports").items(EndpointSliceReader::port));
    }

    private static Endpoint endpoint(Field endpoint, AddressType type, String namespace) {
        Field addresses = endpoint.object().get("addresses");
        List<String> read =
                addresses.items(address -> type == AddressType.FQDN ? address.string() : Addresses.read(address));
        addresses.require(!read.isEmpty(), "at least one address is required");
        Field ready = endpoint.get("conditions").get("ready");
        return new Endpoint(
                read,
                ready.ifPresent().map(present -> present.booleanOr(true)),
                endpoint.get("hostname").optionalString(),
                endpoint.get("nodeName").optionalString(),
                endpoint.get("zone").optionalString(),
                targetRef(endpoint.get("targetRef"), namespace),
                endpoint.get("hints")
                        .get("forZones")
                        .items(zone -> zone.get("name").string()));
    }

    private static Optional<TargetRef> targetRef(Field ref, String namespace) {
        return ref.ifPresent()
                .map(present -> new TargetRef(
                        present.get("kind").string(),
                        present.get("namespace").stringOr(namespace),
                        present.get("name").string()));
    }

    private static EndpointSlice.Port port(Field port) {
        port.object();
        return new EndpointSlice.Port(
                port.get("name").stringOr(""),
                port.get("port").ifPresent().map(Field::portNumber),
                port.get("protocol").constantOr(Protocol.TCP, Protocol.values(), Protocol::name),
                port.get("appProtocol").optionalString());
    }
}
