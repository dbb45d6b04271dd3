package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.Service.InternalTrafficPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads Services. */
final class ServiceReader implements KindReader {
    private static final String NO_ADDRESS = "None";

    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Names.service(root.get("metadata").get("name"));
        Field spec = root.get("spec");
        Service.Type type =
                spec.get("type").constantOr(Service.Type.CLUSTER_IP, Service.Type.values(), Service.Type::text);
        List<String> written = writtenAddresses(spec);
        boolean headless = written.contains(NO_ADDRESS);
        return new Service(
                metadata,
                type,
                headless || type == Service.Type.EXTERNAL_NAME ? List.of() : written,
                headless,
                spec.get("selector").selector(),
                ports(spec.get("ports")),
                spec.get("internalTrafficPolicy")
                        .optionalConstant(InternalTrafficPolicy.values(), InternalTrafficPolicy::text),
                externalName(spec, type),
                spec.get("publishNotReadyAddresses").booleanOr(false));
    }

    /** {@code clusterIPs}, or the one {@code clusterIP} of documents that know no list. */
    private static List<String> writtenAddresses(Field spec) {
        List<String> addresses = new ArrayList<>(spec.get("clusterIPs").items(ServiceReader::address));
        spec.get("clusterIP")
                .ifPresent()
                .filter(field -> !field.string().isEmpty())
                .map(ServiceReader::address)
                .filter(address -> !addresses.contains(address))
                .ifPresent(address -> addresses.add(0, address));
        return addresses;
    }

    private static String address(Field field) {
        return field.string().equals(NO_ADDRESS) ? NO_ADDRESS : Addresses.read(field);
    }

    private static Optional<String> externalName(Field spec, Service.Type type) {
        return type == Service.Type.EXTERNAL_NAME
                ? Optional.of(spec.get("externalName").string())
                : Optional.empty();
    }

    private static List<Service.Port> ports(Field ports) {
        Set<String> names = new HashSet<>();
        List<Field> items = ports.items();
        return items.stream().map(item -> port(item, items.size() > 1, names)).toList();
    }

    private static Service.Port port(Field item, boolean oneOfSeveral, Set<String> names) {
        item.object();
        Field name = item.get("name");
        String text = name.stringOr("");
        name.require(!oneOfSeveral || !text.isEmpty(), "each of several ports needs a name");
        name.require(names.add(text), "another port has this name");
        int number = item.get("port").portNumber();
        return new Service.Port(
                text,
                number,
                item.get("targetPort").ifPresent().map(PortRefReader::read).orElse(new PortRef.Numbered(number)),
                item.get("protocol").constantOr(Protocol.TCP, Protocol.values(), Protocol::name),
                item.get("appProtocol").optionalString());
    }
}
