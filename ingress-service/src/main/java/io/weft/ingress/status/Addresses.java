package io.weft.ingress.status;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a Service is reached from outside: what its load balancer says, else external addresses, else its own. Pure. */
final class Addresses {
    private Addresses() {}

    /**
     * One address.
     *
     * @param ip empty if there is a host name
     * @param hostname empty if there is an address
     */
    record Address(String ip, String hostname) {}

    /** None while a load balancer has none yet. */
    static List<Address> of(Service service) {
        ServiceSpec spec = service.getSpec();
        if ("LoadBalancer".equals(spec.getType())) {
            return balanced(service);
        }
        List<String> external = spec.getExternalIPs();
        if (external != null && !external.isEmpty()) {
            return external.stream().map(ip -> new Address(ip, "")).toList();
        }
        return Optional.ofNullable(spec.getClusterIP())
                .filter(ip -> !ip.isEmpty() && !ip.equals("None"))
                .map(ip -> List.of(new Address(ip, "")))
                .orElse(List.of());
    }

    private static List<Address> balanced(Service service) {
        if (service.getStatus() == null
                || service.getStatus().getLoadBalancer() == null
                || service.getStatus().getLoadBalancer().getIngress() == null) {
            return List.of();
        }
        return service.getStatus().getLoadBalancer().getIngress().stream()
                .map(Addresses::address)
                .toList();
    }

    private static Address address(LoadBalancerIngress balancer) {
        return new Address(text(balancer.getIp()), text(balancer.getHostname()));
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
