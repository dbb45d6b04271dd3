package io.weft.destination.workloads;

import io.weft.destination.settings.PortSet;
import io.weft.kubernetes.resource.AccessPolicy;

/**
 * What a workload says about the traffic it takes.
 *
 * @param opaque forwarded without looking inside
 * @param skipped do not pass the proxy
 * @param requireIdentity ports without a Server that take meshed clients only
 * @param defaultPolicy for ports without a Server
 */
public record InboundSettings(PortSet opaque, PortSet skipped, PortSet requireIdentity, AccessPolicy defaultPolicy) {}
