package io.weft.destination.cluster;

import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.EndpointSlice.TargetRef;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An IPv4 EndpointSlice of a Service, named after it. */
public final class SliceBuilder {
    private final String namespace;
    private final String service;
    private final List<EndpointSlice.Endpoint> endpoints = new ArrayList<>();
    private final List<EndpointSlice.Port> ports = new ArrayList<>();
    private String name;
    private EndpointSlice.AddressType type = EndpointSlice.AddressType.IPV4;

    private SliceBuilder(String namespace, String service) {
        this.namespace = namespace;
        this.service = service;
        this.name = service + "-1";
    }

    public static SliceBuilder slice(String namespace, String service) {
        return new SliceBuilder(namespace, service);
    }

    public SliceBuilder named(String sliceName) {
        name = sliceName;
        return this;
    }

    public SliceBuilder type(EndpointSlice.AddressType addressType) {
        type = addressType;
        return this;
    }

    public SliceBuilder port(int number) {
        return port("", number);
    }

    public SliceBuilder port(String portName, int number) {
        ports.add(new EndpointSlice.Port(portName, Optional.of(number), Protocol.TCP, Optional.empty()));
        return this;
    }

    /** A ready endpoint with a pod of this namespace behind it. */
    public SliceBuilder pod(String podName, String address) {
        return endpoint(address, Optional.of(true), Optional.empty(), Optional.of(podName));
    }

    public SliceBuilder notReady(String podName, String address) {
        return endpoint(address, Optional.of(false), Optional.empty(), Optional.of(podName));
    }

    public SliceBuilder hostname(String hostname, String podName, String address) {
        return endpoint(address, Optional.of(true), Optional.of(hostname), Optional.of(podName));
    }

    /** An endpoint with nothing behind it that we know; whether it is ready is not said. */
    public SliceBuilder address(String address) {
        return endpoint(address, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public SliceBuilder external(String workload, String address) {
        endpoints.add(new EndpointSlice.Endpoint(
                List.of(address),
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new TargetRef("ExternalWorkload", namespace, workload)),
                List.of()));
        return this;
    }

    /** The last endpoint is in that zone, on that node. */
    public SliceBuilder in(String zone, String node) {
        EndpointSlice.Endpoint last = endpoints.removeLast();
        endpoints.add(new EndpointSlice.Endpoint(
                last.addresses(),
                last.ready(),
                last.hostname(),
                Optional.of(node),
                Optional.of(zone),
                last.targetRef(),
                List.of()));
        return this;
    }

    /** Clients of those zones should use the last endpoint. */
    public SliceBuilder hintedFor(String... zones) {
        EndpointSlice.Endpoint last = endpoints.removeLast();
        endpoints.add(new EndpointSlice.Endpoint(
                last.addresses(),
                last.ready(),
                last.hostname(),
                last.nodeName(),
                last.zone(),
                last.targetRef(),
                List.of(zones)));
        return this;
    }

    private SliceBuilder endpoint(
            String address, Optional<Boolean> ready, Optional<String> hostname, Optional<String> pod) {
        endpoints.add(new EndpointSlice.Endpoint(
                List.of(address),
                ready,
                hostname,
                Optional.empty(),
                Optional.empty(),
                pod.map(podName -> new TargetRef("Pod", namespace, podName)),
                List.of()));
        return this;
    }

    public EndpointSlice build() {
        return new EndpointSlice(Metadata.of(namespace, name), Optional.of(service), type, endpoints, ports);
    }
}
