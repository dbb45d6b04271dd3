package io.weft.benchmarks;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * {@code RateMain URL RATE SECONDS CONNECTIONS [TIMES [BEFORE [PID,PID...]]]}: asks at a fixed rate, and prints what it found as one
 * line; that again and again over fresh connections, if it is told how often. Each connection has asked once before, or BEFORE
 * times. Lines before it say what was wrong with requests that failed, and how much processor time those processes used from the
 * first request of the schedule to the last.
 */
public final class RateMain {
    /** Where such a line begins. */
    private static final String COMPLAINT = "failed: ";

    private static final String CPU = "cpu-micros: ";

    private RateMain() {}

    /** The processor time that such a text tells, in microseconds. */
    static long cpuMicros(String text) {
        return text.lines()
                .filter(line -> line.startsWith(CPU))
                .mapToLong(line -> Long.parseLong(line.substring(CPU.length())))
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("no processor time in: " + text));
    }

    public static void main(String[] arguments) throws InterruptedException {
        Schedule schedule = Schedule.of(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        int before = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 1;
        OpenLoop loop = new OpenLoop(URI.create(arguments[0]), schedule, Integer.parseInt(arguments[3]), before);
        List<Long> watched = arguments.length > 6
                ? Pattern.compile(",")
                        .splitAsStream(arguments[6])
                        .filter(pid -> !pid.isEmpty())
                        .map(Long::valueOf)
                        .toList()
                : List.of();
        int times = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 1;
        for (int time = 0; time < times; time++) {
            AtomicLong used = new AtomicLong();
            OpenLoop.Outcome found = loop.run(() -> used.set(-ProcFiles.cpuMicros(watched)));
            long cpu = used.addAndGet(ProcFiles.cpuMicros(watched));
            found.complaints().forEach(complaint -> System.out.println(COMPLAINT + complaint));
            if (arguments.length > 6) {
                System.out.println(CPU + cpu);
            }
            System.out.println(Latencies.of(found).text());
        }
    }
}
