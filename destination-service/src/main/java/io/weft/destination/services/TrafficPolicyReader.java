package io.weft.destination.services;

import io.weft.destination.settings.Complaints;
import io.weft.kubernetes.resource.EgressNetwork;
import io.weft.kubernetes.resource.FailureAccrualAnnotations;
import io.weft.kubernetes.resource.LoadPenalty;
import io.weft.kubernetes.resource.LoadPenaltyAnnotations;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceException;
import io.weft.kubernetes.resource.Retries;
import io.weft.kubernetes.resource.Service;
import io.weft.kubernetes.resource.Timeouts;
import io.weft.kubernetes.resource.TrafficAnnotations;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what annotations of a Service or EgressNetwork say of requests. Where one of a family cannot be read the family is left out, and reported.
 *
 * @see "crds, 12.1"
 */
public final class TrafficPolicyReader {
    private final Complaints complaints;

    /** @param complaints hears about what cannot be read */
    public TrafficPolicyReader(Complaints complaints) {
        this.complaints = complaints;
    }

    public TrafficPolicy read(Service service) {
        return read(service, read(service, LoadPenaltyAnnotations::read, Optional.empty()));
    }

    /** There are no replicas to choose from. */
    public TrafficPolicy read(EgressNetwork network) {
        return read(network, Optional.empty());
    }

    private TrafficPolicy read(Resource target, Optional<LoadPenalty> penalty) {
        return new TrafficPolicy(
                read(target, TrafficAnnotations::retries, Retries.NONE),
                read(target, TrafficAnnotations::timeouts, Timeouts.NONE),
                read(target, FailureAccrualAnnotations::read, Optional.empty()),
                penalty);
    }

    private <T> T read(Resource target, Function<Metadata, T> reader, T otherwise) {
        try {
            return reader.apply(target.metadata());
        } catch (ResourceException bad) {
            complaints.say(target.id() + ": " + bad.getMessage() + "; what is said beside it is left out too");
            return otherwise;
        }
    }
}
