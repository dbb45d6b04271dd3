package io.weft.benchmarks.soak;

import java.util.List;

/**
 * Everything read of one process.
 *
 * @param name for people, such as {@code client's sidecar}
 * @param mayRestart whether it is part of what was stopped
 */
record Series(String name, boolean mayRestart, List<Reading> readings) {
    /** Fewer tell no line from noise. */
    private static final int ENOUGH = 8;

    private static final double MICROS = 1e6;

    Series {
        readings = List.copyOf(readings);
    }

    /** Those of the last three quarters of its life: the first is for warming up. Of a process that was started again, the last life. */
    List<Reading> settled() {
        if (readings.isEmpty()) {
            return List.of();
        }
        List<Reading> last = life(readings.getLast().pids());
        double begin = last.getFirst().second();
        double quarter = begin + (last.getLast().second() - begin) / 4;
        return last.stream().filter(reading -> reading.second() >= quarter).toList();
    }

    private List<Reading> life(List<Long> pids) {
        return readings.stream().filter(reading -> reading.pids().equals(pids)).toList();
    }

    boolean isJudged() {
        return settled().size() >= ENOUGH;
    }

    boolean isRestarted() {
        return readings.stream().map(Reading::pids).distinct().count() > 1;
    }

    /** Of one core, in percent. */
    double cpuPercent() {
        Reading first = settled().getFirst();
        Reading last = settled().getLast();
        return 100 * (last.cpuMicros() - first.cpuMicros()) / MICROS / (last.second() - first.second());
    }
}
