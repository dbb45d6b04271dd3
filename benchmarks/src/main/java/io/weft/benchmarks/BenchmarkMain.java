package io.weft.benchmarks;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * {@code BenchmarkMain DIST PAGE ROUNDS SECONDS CONNECTIONS table|json SCENARIO,…}, which {@code benchmarks/run} has checked: measures, prints
 * what was found, and puts the tables into the page. Ends with 1 if a row is void.
 *
 * <p>{@code WEFT_PEER_PROXY} in the environment names an executable, or another build's {@code dist}, to be measured as a sidecar too.
 */
public final class BenchmarkMain {
    private BenchmarkMain() {}

    public static void main(String[] arguments) {
        Course course = new Course(
                Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        Optional<Path> peer =
                Optional.ofNullable(System.getenv("WEFT_PEER_PROXY")).map(Path::of);
        try {
            List<Result> results = measure(Path.of(arguments[0]), course, Scenario.parse(arguments[6]), peer);
            String page = Surroundings.describe(LocalDate.now(ZoneOffset.UTC), course) + Table.render(results);
            System.out.print(arguments[5].equals("json") ? Json.render(results) : page);
            Chart chart = Chart.beside(Path.of(arguments[1]));
            ResultsPage.rewrite(chart.page(), ResultsPage.REQUESTS, page + chart.link());
            chart.draw(results);
            refuseVoid(results);
        } catch (BenchmarkException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(1);
        }
    }

    private static List<Result> measure(Path dist, Course course, List<Scenario> scenarios, Optional<Path> peer) {
        Work work = Work.begin();
        // Whatever ends this: the last line, a failure, or Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(work::close));
        return new Run(work, dist, line -> System.err.println("benchmarks: " + line)).all(course, scenarios, peer);
    }

    private static void refuseVoid(List<Result> results) {
        List<String> rows = results.stream()
                .filter(Result::isVoid)
                .map(row -> row.scenario().text() + " of " + row.mesh().title())
                .toList();
        if (!rows.isEmpty()) {
            throw new BenchmarkException("void: " + String.join(", ", rows));
        }
    }
}
