package io.weft.benchmarks.tap;

import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.ResultsPage;
import io.weft.benchmarks.Surroundings;
import io.weft.benchmarks.Work;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * {@code TapMain DIST PAGE RATE SECONDS CONNECTIONS ROUNDS table|json}, which {@code benchmarks/tap} has checked: measures, prints what
 * was found, and puts the table into the page. Ends with 1 if a request was lost.
 */
public final class TapMain {
    private TapMain() {}

    public static void main(String[] arguments) {
        TapPlan plan = new TapPlan(
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]));
        try {
            Work work = Work.begin();
            Runtime.getRuntime().addShutdownHook(new Thread(work::close));
            TapResult result = new TapRun(
                            work, Path.of(arguments[0]), plan, line -> System.err.println("benchmarks: " + line))
                    .run();
            String page = TapTable.render(result, Surroundings.machine(LocalDate.now(ZoneOffset.UTC)));
            System.out.print(arguments[6].equals("json") ? TapJson.render(result) : page);
            ResultsPage.rewrite(Path.of(arguments[1]), ResultsPage.TAP, page);
            System.exit(result.failures() == 0 ? 0 : 1);
        } catch (BenchmarkException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(1);
        }
    }
}
