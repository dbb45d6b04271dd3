package io.weft.destination.statuses;

import io.weft.destination.egress.OutsideNetworks;
import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.EgressNetwork;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether each EgressNetwork counts: it claims no address of the cluster.
 *
 * @see "crds, 9"
 */
final class EgressStatusJoin implements StatusJoin {
    private final OutsideNetworks outside;

    EgressStatusJoin(OutsideNetworks outside) {
        this.outside = outside;
    }

    @Override
    public Stream<Report> differing(ToldObjects told, Remarks remarks) {
        return told.all(EgressNetwork.class).flatMap(network -> {
            Condition accepted = accepted(network, remarks);
            return network.reported().equals(Optional.of(accepted))
                    ? Stream.empty()
                    : Stream.of(new Report.OfItself(network.id(), Optional.empty(), List.of(accepted)));
        });
    }

    private Condition accepted(EgressNetwork network, Remarks remarks) {
        return outside.overlap(network)
                .map(overlap -> Reason.NETWORK_OVERLAP.because(
                        overlap.claimed() + " overlaps " + overlap.ours() + ", which is the cluster's own."))
                .orElseGet(() -> Reason.ACCEPTED.because(remarks.of(network.id())));
    }
}
