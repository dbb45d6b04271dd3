package io.weft.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network namespace with a workload in it.
 *
 * @param name as {@code ip netns} has it
 * @param address of its workload
 */
public record Namespace(String name, String address) {
    /**
     * That of one pod: other meshes on this machine may have workloads of the same names.
     *
     * @param list what {@code ip netns list} prints
     * @param pod with its own namespace: {@code NAMESPACE.NAME}
     */
    static Optional<String> named(String list, String pod) {
        return list.lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(netns -> netns.endsWith("-" + pod))
                .findFirst();
    }

    public String run(String... command) {
        return run(List.of(command));
    }

    public String run(List<String> command) {
        return Tool.run(entering(command));
    }

    public List<String> entering(List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(command);
        return all;
    }

    /** The processes of one user in it. */
    public List<Long> processes(int user) {
        return processes().stream().filter(pid -> ProcFiles.isOf(pid, user)).toList();
    }

    private List<Long> processes() {
        return Tool.run(List.of("ip", "netns", "pids", name))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Long::valueOf)
                .toList();
    }
}
