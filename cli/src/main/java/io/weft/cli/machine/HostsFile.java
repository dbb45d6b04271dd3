package io.weft.cli.machine;

import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Renders {@code /etc/hosts} for one workload: what the mesh's DNS would answer.
 *
 * @see "one-machine, Network"
 */
final class HostsFile {
    private static final String OWN = """
            127.0.0.1 localhost
            ::1 localhost ip6-localhost ip6-loopback
            """;

    private HostsFile() {}

    /**
     * The file's text.
     *
     * @param namespace of the workload; Services of the same are found by their bare name too
     * @param injected cluster addresses are of no use without a sidecar, so others get workloads' addresses
     * @param self lines about the workload itself, each ending in a line feed
     */
    static String render(MeshNames.View names, String clusterDomain, String namespace, boolean injected, String self) {
        StringBuilder text = new StringBuilder(OWN).append(self);
        names.services().stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .forEach(service -> addresses(names, service, injected)
                        .forEach(address -> text.append(address)
                                .append(' ')
                                .append(String.join(" ", spellings(service, clusterDomain, namespace)))
                                .append('\n')));
        return text.toString();
    }

    private static List<String> addresses(MeshNames.View names, Service service, boolean injected) {
        if (injected && !service.headless()) {
            return names.clusterIp(service).stream().toList();
        }
        return names.slices().stream()
                .filter(slice -> slice.addressType() == EndpointSlice.AddressType.IPV4)
                .filter(slice ->
                        slice.metadata().namespace().equals(service.metadata().namespace()))
                .filter(slice -> slice.serviceName()
                        .filter(service.metadata().name()::equals)
                        .isPresent())
                .flatMap(slice -> slice.endpoints().stream())
                .filter(endpoint -> endpoint.isReady() || service.publishNotReadyAddresses())
                .flatMap(endpoint -> endpoint.addresses().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> spellings(Service service, String clusterDomain, String namespace) {
        String name = service.metadata().name();
        String home = service.metadata().namespace();
        String qualified = name + "." + home;
        Stream<String> everywhere = Stream.of(qualified + ".svc." + clusterDomain, qualified + ".svc", qualified);
        List<String> spellings = new ArrayList<>(everywhere.toList());
        if (home.equals(namespace)) {
            spellings.add(name);
        }
        return spellings;
    }
}
