package io.weft.benchmarks.plane;

import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.ResultsPage;
import io.weft.benchmarks.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code PlaneMain DIST PAGE SERVICES ENDPOINTS PROXIES CHANGES ROUNDS GROWTH table|json}, which {@code benchmarks/control-plane} has
 * checked: measures, prints what was found, and puts the table into the page.
 */
public final class PlaneMain {
    private static final int WATCHED = 20;

    private PlaneMain() {}

    public static void main(String[] arguments) {
        Plan plan = new Plan(
                new World(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3])),
                Integer.parseInt(arguments[4]),
                WATCHED,
                Integer.parseInt(arguments[5]),
                Integer.parseInt(arguments[6]),
                arguments[7].equals("growth"));
        try {
            PlaneResult result = measure(Path.of(arguments[0]), plan);
            String page = PlaneTable.render(result);
            System.out.print(arguments[8].equals("json") ? PlaneJson.render(result) : page);
            ResultsPage.rewrite(Path.of(arguments[1]), ResultsPage.CONTROL_PLANE, page);
            System.exit(0);
        } catch (BenchmarkException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(1);
        }
    }

    private static PlaneResult measure(Path dist, Plan plan) {
        Work work = Work.begin();
        Runtime.getRuntime().addShutdownHook(new Thread(work::close));
        PlaneRun run = new PlaneRun(work, dist, line -> System.err.println("benchmarks: " + line));
        List<Round> rounds = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            rounds.add(run.round(plan, round));
        }
        return new PlaneResult(plan, rounds, plan.growth() ? run.growth(plan) : List.of());
    }
}
