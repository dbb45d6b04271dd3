package io.weft.benchmarks;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * {@code BenchmarkMain DIST PAGE SECONDS CONNECTIONS}, which {@code benchmarks/run} has checked: measures, prints the table,
 * and puts it into the page.
 *
 * <p>{@code WEFT_PEER_PROXY} in the environment names an executable to be measured as a sidecar too.
 */
public final class BenchmarkMain {
    private BenchmarkMain() {}

    public static void main(String[] arguments) {
        Course course = new Course(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        Optional<Path> peer =
                Optional.ofNullable(System.getenv("WEFT_PEER_PROXY")).map(Path::of);
        try {
            measure(Path.of(arguments[0]), Path.of(arguments[1]), course, peer);
        } catch (BenchmarkException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void measure(Path dist, Path page, Course course, Optional<Path> peer) {
        Work work = Work.begin();
        // Whatever ends this: the last line, a failure, or Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(work::close));
        List<Result> results = new Run(work, dist, course, line -> System.err.println("benchmarks: " + line)).all(peer);
        String text = Surroundings.describe(LocalDate.now(ZoneOffset.UTC), course) + Table.render(results);
        System.out.print(text);
        ResultsPage.rewrite(page, text);
    }
}
