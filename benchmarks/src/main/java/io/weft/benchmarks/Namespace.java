package io.weft.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace with a workload in it.
 *
 * @param name as {@code ip netns} has it
 * @param address of its workload
 */
record Namespace(String name, String address) {
    String run(String... command) {
        return run(List.of(command));
    }

    String run(List<String> command) {
        return Tool.run(entering(command));
    }

    List<String> entering(List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(command);
        return all;
    }

    /** Every process in it. */
    List<Long> processes() {
        return Tool.run(List.of("ip", "netns", "pids", name))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Long::valueOf)
                .toList();
    }
}
