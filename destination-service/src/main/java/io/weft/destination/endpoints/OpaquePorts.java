package io.weft.destination.endpoints;

import io.weft.destination.workloads.Workload;

/** Whether a workload's own port is forwarded without looking inside: by its annotation, by default, or by its Server. */
public interface OpaquePorts {
    boolean opaque(Workload workload, int port);
}
