package io.weft.destination.cluster;

import io.weft.kubernetes.resource.Container;
import io.weft.kubernetes.resource.KnownLabels;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.OwnerReference;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.PortRef;
import io.weft.kubernetes.resource.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running, ready pod with a sidecar, unless told otherwise. */
public final class PodBuilder {
    private final String namespace;
    private final String name;
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private final Map<String, String> proxyEnv = new LinkedHashMap<>();
    private final List<OwnerReference> owners = new ArrayList<>();
    private final List<String> ips = new ArrayList<>();
    private final List<String> hostIps = new ArrayList<>();
    private final List<Container.Port> ports = new ArrayList<>();
    private final List<Container.HttpProbe> probes = new ArrayList<>();
    private final List<Container> others = new ArrayList<>();
    private String account = "default";
    private Optional<String> node = Optional.empty();
    private boolean hostNetwork;
    private boolean ready = true;
    private Pod.Phase phase = Pod.Phase.RUNNING;

    private PodBuilder(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
        labels.put(KnownLabels.CONTROL_PLANE_NAMESPACE, "linkerd");
        proxyEnv.put("LINKERD2_PROXY_INBOUND_LISTEN_ADDR", "0.0.0.0:4143");
        proxyEnv.put("LINKERD2_PROXY_ADMIN_LISTEN_ADDR", "0.0.0.0:4191");
        proxyEnv.put("LINKERD2_PROXY_CONTROL_LISTEN_ADDR", "0.0.0.0:4190");
    }

    public static PodBuilder pod(String namespace, String name) {
        return new PodBuilder(namespace, name);
    }

    public PodBuilder unmeshed() {
        labels.remove(KnownLabels.CONTROL_PLANE_NAMESPACE);
        proxyEnv.clear();
        return this;
    }

    public PodBuilder label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    public PodBuilder annotation(String key, String value) {
        annotations.put(key, value);
        return this;
    }

    public PodBuilder proxyEnv(String variable, String value) {
        proxyEnv.put(variable, value);
        return this;
    }

    public PodBuilder ip(String address) {
        ips.add(address);
        return this;
    }

    public PodBuilder account(String serviceAccount) {
        account = serviceAccount;
        return this;
    }

    public PodBuilder node(String name) {
        node = Optional.of(name);
        return this;
    }

    public PodBuilder host(String address, boolean network) {
        hostIps.add(address);
        hostNetwork = network;
        return this;
    }

    public PodBuilder owner(String kind, String owner) {
        owners.add(new OwnerReference("apps/v1", kind, owner, true));
        return this;
    }

    public PodBuilder port(String portName, int number) {
        ports.add(new Container.Port(portName, number, Protocol.TCP, Optional.empty()));
        return this;
    }

    public PodBuilder hostPort(int number, int hostPort) {
        ports.add(new Container.Port("", number, Protocol.TCP, Optional.of(hostPort)));
        return this;
    }

    public PodBuilder probe(String path, PortRef port) {
        probes.add(new Container.HttpProbe(path, port));
        return this;
    }

    public PodBuilder initContainer(String containerName, String portName, int number, String probePath) {
        others.add(new Container(
                containerName,
                true,
                List.of(new Container.Port(portName, number, Protocol.TCP, Optional.empty())),
                Map.of(),
                List.of(new Container.HttpProbe(probePath, new PortRef.Named(portName)))));
        return this;
    }

    public PodBuilder ready(boolean value) {
        ready = value;
        return this;
    }

    public PodBuilder phase(Pod.Phase value) {
        phase = value;
        return this;
    }

    public Pod build() {
        List<Container> containers = new ArrayList<>(others);
        containers.add(new Container("app", false, ports, Map.of(), probes));
        if (!proxyEnv.isEmpty()) {
            containers.add(new Container("linkerd-proxy", false, List.of(), proxyEnv, List.of()));
        }
        return new Pod(
                new Metadata(namespace, name, labels, annotations, Optional.empty(), owners),
                account,
                node,
                hostNetwork,
                Optional.empty(),
                Optional.empty(),
                ips,
                hostIps,
                phase,
                ready,
                containers);
    }
}
