package io.weft.destination.cluster;

import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.PortRef;
import io.weft.kubernetes.resource.Protocol;
import io.weft.kubernetes.resource.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Service of type ClusterIP. */
public final class ServiceBuilder {
    private final String namespace;
    private final String name;
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private final List<String> ips = new ArrayList<>();
    private final List<Service.Port> ports = new ArrayList<>();
    private Service.Type type = Service.Type.CLUSTER_IP;
    private Optional<String> externalName = Optional.empty();
    private boolean local;

    private ServiceBuilder(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
    }

    public static ServiceBuilder service(String namespace, String name) {
        return new ServiceBuilder(namespace, name);
    }

    public ServiceBuilder ip(String address) {
        ips.add(address);
        return this;
    }

    public ServiceBuilder port(int number) {
        return port("", number, Optional.empty());
    }

    public ServiceBuilder port(String portName, int number) {
        return port(portName, number, Optional.empty());
    }

    public ServiceBuilder port(String portName, int number, Optional<String> appProtocol) {
        ports.add(new Service.Port(portName, number, new PortRef.Numbered(number), Protocol.TCP, appProtocol));
        return this;
    }

    public ServiceBuilder annotation(String key, String value) {
        annotations.put(key, value);
        return this;
    }

    public ServiceBuilder externalName() {
        return externalName("example.com");
    }

    public ServiceBuilder externalName(String host) {
        type = Service.Type.EXTERNAL_NAME;
        externalName = Optional.of(host);
        return this;
    }

    public ServiceBuilder nodeLocal() {
        local = true;
        return this;
    }

    public Service build() {
        return new Service(
                new Metadata(namespace, name, Map.of(), annotations, Optional.empty(), List.of()),
                type,
                ips,
                ips.isEmpty(),
                Map.of(),
                ports,
                local ? Optional.of(Service.InternalTrafficPolicy.LOCAL) : Optional.empty(),
                externalName,
                false);
    }
}
