package io.weft.benchmarks.soak;

import io.weft.benchmarks.Memory;
import io.weft.benchmarks.ProcFiles;
import java.util.List;

/**
 * What a process had at a time.
 *
 * @param second after the begin
 * @param pids of the process and its like in the same place
 * @param cpuMicros used so far
 */
record Reading(double second, List<Long> pids, long cpuMicros, Memory memory, long descriptors, long threads) {
    Reading {
        pids = List.copyOf(pids);
    }

    static Reading of(double second, List<Long> pids) {
        return new Reading(
                second,
                pids,
                ProcFiles.cpuMicros(pids),
                ProcFiles.memory(pids),
                ProcFiles.descriptors(pids),
                ProcFiles.threads(pids));
    }
}
