package io.weft.benchmarks;

import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What every pair is put through in each round, in the same order and for the same time.
 *
 * @param rounds how often, the pairs in turn; positive
 * @param seconds of each part, and of the warm-up before the first round; positive
 * @param connections of all loads
 */
record Course(int rounds, int seconds, int connections) {
    /** Requests a second at which a mesh has little to do. */
    static final int CALM = 1000;

    /** Requests a second at which processor time and memory are measured. */
    static final int PACE = 2000;

    /** How often each connection asks before a rate is kept, so that the generator is compiled. */
    private static final int WARM = 200;

    /** Before the first round: what is compiled or dialled at first use is not measured. */
    void warm(Pair pair, Scenario scenario, Consumer<String> progress) {
        progress.accept(pair.mesh().title() + ", " + scenario.text() + ": warming up");
        saturate(pair, scenario, 2 * seconds);
    }

    /** The first thousand requests of a pair that was asked no more than once, in a second: all is cold, the generator too. */
    Latencies first(Pair pair, Scenario scenario, Consumer<String> progress) {
        progress.accept(pair.mesh().title() + ", " + scenario.text() + ": first thousand");
        return paced(pair, scenario, CALM, 1, 1).latencies();
    }

    /**
     * Measures one pair once.
     *
     * @throws BenchmarkException if requests failed: then nothing that was measured means anything
     */
    Sample run(Pair pair, Scenario scenario, Consumer<String> progress) {
        String name = pair.mesh().title() + ", " + scenario.text() + ": ";
        progress.accept(name + "saturated");
        long before = ProcFiles.cpuMicros(pair.proxies());
        Saturation saturation = saturate(pair, scenario, seconds);
        long saturated = ProcFiles.cpuMicros(pair.proxies()) - before;
        progress.accept(name + CALM + " requests a second");
        Latencies calm = paced(pair, scenario, CALM, 2 * seconds, WARM).latencies();
        progress.accept(name + PACE + " requests a second");
        Paced paced = paced(pair, scenario, PACE, seconds, WARM);
        return new Sample(
                saturation,
                (double) saturated / saturation.requests(),
                (double) paced.cpuMicros() / paced.latencies().requests(),
                calm,
                paced.latencies(),
                ProcFiles.memory(pair.client()).max(ProcFiles.memory(pair.server())));
    }

    private Saturation saturate(Pair pair, Scenario scenario, int duration) {
        return scenario.protocol() == Protocol.GRPC ? loop(pair, scenario, duration) : wrk(pair, scenario, duration);
    }

    private Saturation loop(Pair pair, Scenario scenario, int duration) {
        Saturation found = Saturation.ofLoop(pair.namespace()
                .run(Jvm.command(
                        LoopMain.class,
                        pair.page(scenario),
                        Integer.toString(duration),
                        Integer.toString(connections))));
        refuse(found.failures(), "");
        return found;
    }

    private Saturation wrk(Pair pair, Scenario scenario, int duration) {
        String output = pair.namespace()
                .run("wrk", "-t1", "-c" + connections, "-d" + duration + "s", "--timeout", "10s", pair.page(scenario));
        Saturation found = Saturation.parse(output);
        refuse(found.failures(), Saturation.remark(output));
        return found;
    }

    /** {@code cpuMicros}: of both proxies, from the first request of the schedule to the last. */
    private record Paced(Latencies latencies, long cpuMicros) {}

    private Paced paced(Pair pair, Scenario scenario, int rate, int duration, int before) {
        String output = pair.namespace()
                .run(Jvm.command(
                        RateMain.class,
                        pair.page(scenario),
                        Integer.toString(rate),
                        Integer.toString(duration),
                        Integer.toString(connections),
                        "1",
                        Integer.toString(before),
                        pair.proxies().stream().map(String::valueOf).collect(Collectors.joining(","))));
        Latencies found = Latencies.parse(output);
        refuse(found.failures(), " (" + output.lines().findFirst().orElse("") + ")");
        return new Paced(found, RateMain.cpuMicros(output));
    }

    private static void refuse(long failures, String remark) {
        if (failures > 0) {
            throw new BenchmarkException(failures + " requests failed" + remark);
        }
    }
}
