package io.weft.destination.workloads;

import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.ExternalWorkload;
import io.weft.kubernetes.resource.Pod;

/** Turns objects into workloads. Threading: as safe as its complaints, that is, from any thread. */
public final class WorkloadReader {
    private final PodReader pods;
    private final ExternalWorkloadReader machines;

    /** @param complaints hears about annotations and identities that mean nothing */
    public WorkloadReader(MeshSettings settings, Complaints complaints) {
        pods = new PodReader(settings, complaints);
        machines = new ExternalWorkloadReader(settings, complaints);
    }

    public Workload read(Pod pod) {
        return pods.read(pod);
    }

    public Workload read(ExternalWorkload machine) {
        return machines.read(machine);
    }
}
