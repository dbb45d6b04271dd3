package io.weft.viz.scrape;

import io.weft.viz.workload.WorkloadKey;
import java.util.Set;

/** Keeps some of what sidecars tell. Threading: called by the thread of the rounds. */
public interface ScrapeSink {
    /** Takes the text of one scrape. */
    void record(WorkloadKey workload, String text);

    /** Forgets all workloads but these. */
    void retain(Set<WorkloadKey> live);
}
