package io.weft.benchmarks.soak;

import io.weft.benchmarks.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The control plane's services, killed and killed again. */
record Outage(List<Namespace> services) {
    /** One of the numbers that docs/design/one-machine.md fixes. */
    static final int USER = 2103;

    /** What is started again needs longer until it answers. */
    private static final Duration LOOK = Duration.ofMillis(300);

    Outage {
        services = List.copyOf(services);
    }

    /** Returns after that time. */
    void keepUp(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            services.stream()
                    .flatMap(place -> place.processes(USER).stream())
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
