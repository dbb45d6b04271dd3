package io.weft.benchmarks.soak;

import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that is looked at again and again, and what was seen. One thread. */
final class Watched {
    private final String name;
    private final Namespace place;
    private final int user;
    private final boolean mayRestart;
    private final List<Reading> readings = new ArrayList<>();
    private List<Long> pids = List.of();

    /**
     * The processes of a user in a workload.
     *
     * @param mayRestart whether it is part of what will be stopped
     */
    Watched(String name, Namespace place, int user, boolean mayRestart) {
        this.name = name;
        this.place = place;
        this.user = user;
        this.mayRestart = mayRestart;
    }

    /** Looks; sees nothing while there is no such process. */
    void look(double second) {
        Optional<Reading> seen = read(second);
        if (seen.isEmpty()) {
            pids = place.processes(user);
            seen = read(second);
        }
        seen.ifPresent(readings::add);
    }

    private Optional<Reading> read(double second) {
        try {
            return pids.isEmpty() ? Optional.empty() : Optional.of(Reading.of(second, pids));
        } catch (BenchmarkException gone) {
            return Optional.empty();
        }
    }

    String last() {
        return name + " "
                + (readings.isEmpty()
                        ? "–"
                        : Figure.RESIDENT.text(Figure.RESIDENT.of(readings.getLast())) + " MB, "
                                + readings.getLast().descriptors() + " descriptors");
    }

    Series series() {
        return new Series(name, mayRestart, readings);
    }
}
