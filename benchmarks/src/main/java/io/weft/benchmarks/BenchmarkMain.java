package io.weft.benchmarks;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * {@code BenchmarkMain DIST PAGE [--seconds N] [--connections N] [--page FILE]}: measures, prints the table, and puts it into the page.
 * {@code WEFT_PEER_PROXY} in the environment names an executable to be measured as a sidecar too.
 */
public final class BenchmarkMain {
    private BenchmarkMain() {}

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        Course course = new Course(number(words, "--seconds", 10), number(words, "--connections", 32));
        Path page = Path.of(option(words, "--page").orElse(words.get(1)));
        Optional<Path> peer =
                Optional.ofNullable(System.getenv("WEFT_PEER_PROXY")).map(Path::of);
        try {
            measure(Path.of(words.get(0)), page, course, peer);
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

    private static int number(List<String> words, String name, int otherwise) {
        return option(words, name).map(Integer::valueOf).orElse(otherwise);
    }

    private static Optional<String> option(List<String> words, String name) {
        int at = words.indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(words.get(at + 1));
    }
}
