package io.weft.benchmarks.viz;

import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.ResultsPage;
import io.weft.benchmarks.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code VizMain DIST PAGE SIDECARS SERIES INTERVAL SECONDS ROUNDS table|json}, which {@code benchmarks/viz} has checked: measures,
 * prints what was found, and puts the table into the page.
 */
public final class VizMain {
    private VizMain() {}

    public static void main(String[] arguments) {
        VizPlan plan = new VizPlan(
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                Integer.parseInt(arguments[6]));
        try {
            VizResult result = measure(Path.of(arguments[0]), plan);
            String page = VizTable.render(result);
            System.out.print(arguments[7].equals("json") ? VizJson.render(result) : page);
            ResultsPage.rewrite(Path.of(arguments[1]), ResultsPage.VIZ, page);
            System.exit(0);
        } catch (BenchmarkException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(1);
        }
    }

    private static VizResult measure(Path dist, VizPlan plan) {
        Work work = Work.begin();
        Runtime.getRuntime().addShutdownHook(new Thread(work::close));
        VizRun run = new VizRun(work, dist, line -> System.err.println("benchmarks: " + line));
        List<VizRound> rounds = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            rounds.add(run.round(plan));
            System.err.println("benchmarks: " + rounds.getLast());
        }
        return new VizResult(plan, rounds);
    }
}
