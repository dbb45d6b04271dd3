package io.weft.benchmarks;

import java.net.URI;

/** {@code RateMain URL RATE SECONDS CONNECTIONS}: asks at a fixed rate, and prints what it found as one line. */
public final class RateMain {
    private RateMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Schedule schedule = Schedule.of(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        OpenLoop loop = new OpenLoop(URI.create(arguments[0]), schedule, Integer.parseInt(arguments[3]));
        System.out.println(Latencies.of(loop.run()).text());
    }
}
