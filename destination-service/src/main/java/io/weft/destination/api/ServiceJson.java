package io.weft.destination.api;

import io.weft.destination.services.MeshService;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Service.
 *
 * @param addresses what clients dial; empty for headless ones
 * @param ports TCP only
 * @param externalName whether it is only another name for a host outside
 */
record ServiceJson(String namespace, String name, List<String> addresses, List<PortJson> ports, boolean externalName) {
    /**
     * One of its ports.
     *
     * @param name may be empty
     * @param appProtocol what it speaks; null: it does not say
     * @param opaque whether clients do not look inside
     */
    record PortJson(String name, int port, @Nullable String appProtocol, boolean opaque) {}

    static ServiceJson of(MeshService service) {
        return new ServiceJson(
                service.id().namespace(),
                service.id().name(),
                service.addresses().stream().map(InetAddress::getHostAddress).toList(),
                service.ports().stream()
                        .map(port -> new PortJson(
                                port.name(),
                                port.port(),
                                port.appProtocol().orElse(null),
                                service.opaque().contains(port.port())))
                        .toList(),
                service.externalName());
    }
}
