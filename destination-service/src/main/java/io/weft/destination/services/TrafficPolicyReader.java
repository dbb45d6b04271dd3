package io.weft.destination.services;

import io.weft.destination.settings.Complaints;
import io.weft.kubernetes.resource.FailureAccrualAnnotations;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceException;
import io.weft.kubernetes.resource.Retries;
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

    public TrafficPolicy read(Resource service) {
        return new TrafficPolicy(
                read(service, TrafficAnnotations::retries, Retries.NONE),
                read(service, TrafficAnnotations::timeouts, Timeouts.NONE),
                read(service, FailureAccrualAnnotations::read, Optional.empty()));
    }

    private <T> T read(Resource service, Function<Metadata, T> reader, T otherwise) {
        try {
            return reader.apply(service.metadata());
        } catch (ResourceException bad) {
            complaints.say(service.id() + ": " + bad.getMessage() + "; what is said beside it is left out too");
            return otherwise;
        }
    }
}
