package io.weft.benchmarks;

import java.net.URI;

/**
 * {@code RateMain URL RATE SECONDS CONNECTIONS [TIMES [BEFORE]]}: asks at a fixed rate, and prints what it found as one line; that
 * again and again over fresh connections, if it is told how often. Each connection has asked once before, or BEFORE times. Lines
 * before it say what was wrong with requests that failed.
 */
public final class RateMain {
    /** Where such a line begins. */
    private static final String COMPLAINT = "failed: ";

    private RateMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Schedule schedule = Schedule.of(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        int before = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 1;
        OpenLoop loop = new OpenLoop(URI.create(arguments[0]), schedule, Integer.parseInt(arguments[3]), before);
        int times = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 1;
        for (int time = 0; time < times; time++) {
            OpenLoop.Outcome found = loop.run();
            found.complaints().forEach(complaint -> System.out.println(COMPLAINT + complaint));
            System.out.println(Latencies.of(found).text());
        }
    }
}
