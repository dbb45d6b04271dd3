package io.weft.benchmarks;

import java.util.List;

/** Finds the proxy among the processes of a workload: it alone runs as the sidecars' user. */
public final class Sidecars {
    /** One of the numbers that docs/design/one-machine.md fixes. */
    public static final int USER = 2102;

    private Sidecars() {}

    /** Those of a workload, which has one at least. */
    public static List<Long> of(Namespace namespace) {
        List<Long> found = namespace.processes(USER);
        if (found.isEmpty()) {
            throw new BenchmarkException("no sidecar runs in " + namespace.name());
        }
        // A launcher has the executable for a child: that is the proxy.
        List<Long> parents = found.stream()
                .filter(pid -> found.stream().anyMatch(other -> isChild(other, pid)))
                .toList();
        return found.stream().filter(pid -> !parents.contains(pid)).toList();
    }

    /** Whether the proxy in it was started with its AOT cache. */
    static boolean haveCache(Namespace namespace) {
        return of(namespace).stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(command -> command.contains("-XX:AOTCache="));
    }

    private static boolean isChild(long child, long parent) {
        return ProcessHandle.of(child)
                .flatMap(ProcessHandle::parent)
                .filter(handle -> handle.pid() == parent)
                .isPresent();
    }
}
