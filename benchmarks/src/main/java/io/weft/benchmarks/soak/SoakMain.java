package io.weft.benchmarks.soak;

import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.ResultsPage;
import io.weft.benchmarks.Surroundings;
import io.weft.benchmarks.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code SoakMain DIST PAGE SECONDS RATE MEMORY_LIMIT OUTAGE_SECONDS table|json}, which {@code benchmarks/soak} has checked:
 * a limit of 0 bytes is none. Prints what was found, and puts it into the page. Ends with 1 if it is no pass.
 */
public final class SoakMain {
    private SoakMain() {}

    public static void main(String[] arguments) {
        long limit = Long.parseLong(arguments[4]);
        SoakPlan plan = new SoakPlan(
                Duration.ofSeconds(Long.parseLong(arguments[2])),
                Integer.parseInt(arguments[3]),
                limit > 0 ? OptionalLong.of(limit) : OptionalLong.empty(),
                Duration.ofSeconds(Long.parseLong(arguments[5])));
        try {
            SoakResult result = run(Path.of(arguments[0]), plan);
            String page = SoakTable.render(result, Surroundings.machine(LocalDate.now(ZoneOffset.UTC)));
            System.out.print(arguments[6].equals("json") ? SoakJson.render(result) : page);
            ResultsPage.rewrite(Path.of(arguments[1]), plan.section(), page);
            System.exit(result.faults().isEmpty() ? 0 : 1);
        } catch (BenchmarkException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(1);
        }
    }

    private static SoakResult run(Path dist, SoakPlan plan) {
        Optional<MemoryGroup> group = group(plan);
        Work work = Work.begin();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            work.close();
            group.ifPresent(MemoryGroup::close);
        }));
        return new SoakRun(work, dist, plan, group, line -> System.err.println("benchmarks: " + line)).run();
    }

    private static Optional<MemoryGroup> group(SoakPlan plan) {
        if (plan.memoryLimit().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MemoryGroup.make(
                    Files.readString(Path.of("/proc/mounts")),
                    "weft-soak-" + ProcessHandle.current().pid(),
                    plan.memoryLimit().getAsLong()));
        } catch (IOException e) {
            throw new BenchmarkException("cannot read /proc/mounts", e);
        }
    }
}
