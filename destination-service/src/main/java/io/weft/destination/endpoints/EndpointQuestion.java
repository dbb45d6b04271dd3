package io.weft.destination.endpoints;

import io.weft.destination.answers.ServiceId;
import java.util.Optional;

/**
 * Which replicas. The same for all clients, so that they share one answer.
 *
 * @param port of the service, or of the replicas where the service does not define it
 * @param instance present: only the replica of that host name
 */
public record EndpointQuestion(ServiceId service, int port, Optional<String> instance) {}
