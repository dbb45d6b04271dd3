package io.weft.destination.egress;

import io.weft.destination.services.TrafficPolicyReader;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.settings.PortSet;
import io.weft.kubernetes.resource.EgressNetwork;
import io.weft.kubernetes.resource.KnownAnnotations;
import java.util.List;

/** Reads what the joins need from an EgressNetwork. Pure, but for complaints. */
public final class NetworkReader {
    private final MeshSettings settings;
    private final OutsideNetworks outside;
    private final Complaints complaints;
    private final TrafficPolicyReader traffic;

    /** @param complaints hears about annotations that mean nothing, and of networks that are the cluster's own */
    public NetworkReader(MeshSettings settings, Complaints complaints) {
        this.settings = settings;
        this.outside = new OutsideNetworks(settings.clusterNetworks());
        this.complaints = complaints;
        this.traffic = new TrafficPolicyReader(complaints);
    }

    public MeshNetwork read(EgressNetwork network) {
        boolean overlaps = outside.overlap(network).isPresent();
        if (overlaps) {
            complaints.say(
                    network.id() + " claims addresses of the cluster: routes to it do not count until it does not");
        }
        return new MeshNetwork(
                network.metadata(),
                network.trafficPolicy() == EgressNetwork.TrafficPolicy.ALLOW,
                outside.of(network),
                opaque(network),
                traffic.read(network),
                !overlaps);
    }

    private PortSet opaque(EgressNetwork network) {
        return network.metadata()
                .annotation(KnownAnnotations.OPAQUE_PORTS)
                .map(text -> PortSet.parse(
                        text,
                        name -> List.of(),
                        entry -> complaints.say(network.id() + ": annotation " + KnownAnnotations.OPAQUE_PORTS
                                + " lists '" + entry + "', which means nothing: ports and ranges are allowed")))
                .orElse(settings.opaquePorts());
    }
}
