package io.weft.destination.endpoints;

import io.weft.destination.answers.ServiceId;
import java.util.Optional;

/**
 * Which replicas, seen by whom.
 *
 * @param port of the service, or of the replicas where the service does not define it
 * @param instance present: only the replica of that host name
 * @param clientNode node of the asking workload, where known; for services that keep traffic on the node
 */
public record EndpointQuestion(ServiceId service, int port, Optional<String> instance, Optional<String> clientNode) {}
