package io.weft.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Measures all pairs in turn, round after round, so that whatever the machine does meanwhile falls on all of them alike. A
 * pair of which a request fails is void for that scenario, and not measured any more. One thread.
 */
final class Rounds {
    private final Course course;
    private final List<Pair> pairs;
    private final Consumer<String> progress;
    private final Map<Pair, List<Sample>> samples = new HashMap<>();
    private final Set<Pair> asked = new HashSet<>(); // of any scenario
    private final Map<Pair, Latencies> firsts = new HashMap<>();
    private final Map<Pair, String> failures = new HashMap<>();

    Rounds(Course course, List<Pair> pairs, Consumer<String> progress) {
        this.course = course;
        this.pairs = pairs;
        this.progress = progress;
    }

    /** One result a pair of the scenario's protocol, in their order. */
    List<Result> measure(Scenario scenario) {
        List<Pair> measured = pairs.stream()
                .filter(pair -> pair.protocol() == scenario.protocol())
                .toList();
        samples.clear();
        failures.clear();
        firsts.clear();
        measured.stream()
                .filter(asked::add)
                .forEach(pair -> guarded(pair, () -> firsts.put(pair, course.first(pair, scenario, progress))));
        measured.forEach(pair -> guarded(pair, () -> course.warm(pair, scenario, progress)));
        for (int round = 1; round <= course.rounds(); round++) {
            progress.accept("round " + round + " of " + course.rounds());
            measured.forEach(pair -> guarded(
                    pair,
                    () -> samples.computeIfAbsent(pair, first -> new ArrayList<>())
                            .add(course.run(pair, scenario, progress))));
        }
        return measured.stream().map(pair -> result(scenario, pair)).toList();
    }

    private void guarded(Pair pair, Runnable step) {
        if (failures.containsKey(pair)) {
            return;
        }
        try {
            step.run();
        } catch (BenchmarkException failed) {
            progress.accept(pair.mesh().title() + " is void: " + failed.getMessage());
            failures.put(pair, String.valueOf(failed.getMessage()));
        }
    }

    private Result result(Scenario scenario, Pair pair) {
        return new Result(
                scenario,
                pair.mesh(),
                samples.getOrDefault(pair, List.of()),
                pair.readySeconds(),
                Optional.ofNullable(firsts.get(pair)),
                Optional.ofNullable(failures.get(pair)));
    }
}
