package io.weft.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** How long sidecars take to be ready. One thread. */
final class Starts {
    private final MeshOnThisMachine mesh;
    private final int times;

    /** @param times how often each is started, one after the other; positive */
    Starts(MeshOnThisMachine mesh, int times) {
        this.mesh = mesh;
        this.times = times;
    }

    /**
     * Seconds from a sidecar's start until its workload's Pod was seen ready, in the median.
     *
     * @param sidecar the dist folder it comes from
     * @param prefix of the workloads' names
     */
    double median(Path sidecar, String prefix) {
        return Spread.of(IntStream.range(0, times)
                        .mapToDouble(time -> seconds(sidecar, prefix + "-start-" + time))
                        .toArray())
                .median();
    }

    /** Its application listens nowhere: what the workload waits for is its sidecar. */
    private double seconds(Path sidecar, String name) {
        Namespace started = mesh.meshed(sidecar, name, 0, List.of("sleep", "infinity"));
        double seconds = mesh.seenReady(name) - ProcFiles.startSeconds(Sidecars.of(started));
        mesh.end(name);
        return seconds;
    }
}
