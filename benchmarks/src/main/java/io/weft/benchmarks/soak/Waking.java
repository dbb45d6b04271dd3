package io.weft.benchmarks.soak;

import io.weft.benchmarks.Jvm;
import io.weft.benchmarks.Latencies;
import io.weft.benchmarks.Namespace;
import io.weft.benchmarks.RateMain;
import java.util.concurrent.Callable;

/**
 * Asks on a route that nobody has asked on for long, fifty times in five seconds.
 *
 * @param client where from
 */
record Waking(Namespace client, String page) implements Callable<Latencies> {
    @Override
    public Latencies call() {
        return Latencies.parse(client.run(Jvm.command(RateMain.class, page, "10", "5", "2")));
    }
}
