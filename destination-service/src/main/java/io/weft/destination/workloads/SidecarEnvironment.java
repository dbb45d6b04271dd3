package io.weft.destination.workloads;

import io.weft.core.Authority;
import io.weft.kubernetes.resource.Container;
import io.weft.kubernetes.resource.Pod;
import java.util.Optional;

/**
 * The container and variables by which a pod shows the ports of its proxy.
 *
 * @see "proxy-env; wire-behaviour, 1.7: opaque_transport"
 */
final class SidecarEnvironment {
    static final String CONTAINER = "linkerd-proxy";
    static final String INBOUND = "LINKERD2_PROXY_INBOUND_LISTEN_ADDR";
    static final String ADMIN = "LINKERD2_PROXY_ADMIN_LISTEN_ADDR";
    static final String TAP = "LINKERD2_PROXY_CONTROL_LISTEN_ADDR";
    static final String TAP_CLIENT = "LINKERD2_PROXY_TAP_SVC_NAME";
    static final String ADMIN_PORT_NAME = "linkerd-admin";

    private final Optional<Container> proxy;

    SidecarEnvironment(Pod pod) {
        proxy = pod.containers().stream()
                .filter(container -> container.name().equals(CONTAINER))
                .findFirst();
    }

    int inboundPort() {
        return port(INBOUND).orElse(0);
    }

    int adminPort() {
        return port(ADMIN).or(() -> named(ADMIN_PORT_NAME)).orElse(0);
    }

    int tapPort() {
        return port(TAP).orElse(0);
    }

    /** Whether it was told who may look at its traffic; without that it shows none. */
    boolean tapped() {
        return proxy.filter(container ->
                        !container.env().getOrDefault(TAP_CLIENT, "").isBlank())
                .isPresent();
    }

    private Optional<Integer> port(String variable) {
        return proxy.flatMap(container -> Optional.ofNullable(container.env().get(variable)))
                .filter(address -> address.indexOf(':') >= 0)
                .flatMap(address -> Authority.parse(address.strip(), 1))
                .map(Authority::port);
    }

    private Optional<Integer> named(String name) {
        return proxy.flatMap(container -> container.tcpPort(name)).map(Container.Port::containerPort);
    }
}
