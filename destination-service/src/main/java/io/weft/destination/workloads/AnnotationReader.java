package io.weft.destination.workloads;

import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.settings.PortSet;
import io.weft.kubernetes.resource.AccessPolicy;
import io.weft.kubernetes.resource.KnownAnnotations;
import io.weft.kubernetes.resource.Metadata;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a pod says about the traffic it takes. A default policy that means nothing denies: it was meant to restrict.
 *
 * @see "crds, 3.3"
 */
final class AnnotationReader {
    private final MeshSettings settings;
    private final Metadata pod;
    private final Map<String, Set<Integer>> ports;
    private final Complaints complaints;

    AnnotationReader(MeshSettings settings, Metadata pod, Map<String, Set<Integer>> ports, Complaints complaints) {
        this.settings = settings;
        this.pod = pod;
        this.ports = ports;
        this.complaints = complaints;
    }

    InboundSettings read() {
        return new InboundSettings(
                ports(KnownAnnotations.OPAQUE_PORTS, settings.opaquePorts()),
                ports(KnownAnnotations.SKIP_INBOUND_PORTS, PortSet.NONE),
                ports(KnownAnnotations.REQUIRE_IDENTITY_INBOUND_PORTS, PortSet.NONE),
                pod.annotation(KnownAnnotations.DEFAULT_INBOUND_POLICY)
                        .map(this::policy)
                        .orElse(settings.defaultPolicy()));
    }

    private PortSet ports(String annotation, PortSet otherwise) {
        return pod.annotation(annotation).map(text -> list(annotation, text)).orElse(otherwise);
    }

    private PortSet list(String annotation, String text) {
        return PortSet.parse(
                text,
                name -> ports.getOrDefault(name, Set.of()),
                entry -> complain(annotation, entry, "ports, ranges and names of the pod's TCP ports are allowed"));
    }

    private AccessPolicy policy(String text) {
        return AccessPolicy.parse(text).orElseGet(() -> {
            complain(
                    KnownAnnotations.DEFAULT_INBOUND_POLICY,
                    text,
                    "its ports without a Server deny until it is put right");
            return AccessPolicy.DENY;
        });
    }

    private void complain(String annotation, String value, String consequence) {
        complaints.say("Pod " + pod.namespace() + "/" + pod.name() + ": annotation " + annotation + " says '" + value
                + "', which means nothing: " + consequence);
    }
}
