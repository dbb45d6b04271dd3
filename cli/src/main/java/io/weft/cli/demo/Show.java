package io.weft.cli.demo;

import io.weft.cli.machine.MachineException;
import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Screen;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the demo prints: a table that lives, and a report. With {@code json} standard output gets one JSON document and
 * nothing else.
 *
 * <p>Threading: one thread.
 */
final class Show {
    private static final Duration REDRAW = Duration.ofSeconds(2);
    private static final Duration REPRINT = Duration.ofSeconds(10);

    /** Two scrapes of viz-service, and what they take. */
    private static final Duration SCRAPES = Duration.ofSeconds(5);

    private final Console console;
    private final boolean json;
    private final URI dashboard;
    private final Screen screen;
    private double readySeconds; // until the shop was ready, or given up

    Show(Console console, boolean json, URI dashboard) {
        this.console = console;
        this.json = json;
        this.dashboard = dashboard;
        screen = json ? console.noteScreen() : console.screen();
    }

    /** Says where the dashboard is: the first address printed. */
    void announce() {
        say("dashboard: " + dashboard);
    }

    void ready(Duration since, boolean answered) {
        readySeconds = since.toMillis() / 1e3;
        if (answered) {
            console.note("ready after " + readySeconds + " seconds");
        } else {
            console.warn("after " + readySeconds + " seconds there still are requests that nobody answers");
        }
    }

    /**
     * Shows the traffic for a while.
     *
     * @param duration null: until the user asks to end
     * @return whether the user asked to end
     */
    boolean watch(Performance shop, Ending ending, @Nullable Duration duration) {
        long end = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        Duration pace = screen.isTerminal() ? REDRAW : REPRINT;
        boolean ended = false;
        while (!ended && System.nanoTime() - end < 0) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            ended = ending.await(left.compareTo(pace) < 0 ? left : pace);
            if (!ended) {
                draw(shop);
            }
        }
        if (ended) {
            screen.leave();
        }
        if (ended && json && duration == null) {
            lastWords(shop);
        }
        return ended;
    }

    /** Ends the traffic, waits until all of it was scraped, reports, and gives the exit code. */
    int judge(Performance shop, Ending ending) {
        console.note("stopping the traffic");
        Counts counts = shop.stop();
        if (ending.await(SCRAPES)) {
            return ending.exitCode();
        }
        List<NamedEdge> edges = shop.edges();
        List<String> complaints = shop.verdict().complaints(edges, counts);
        if (json) {
            print(edges, counts);
        } else {
            screen.show(table().lines(edges, counts, shop.window()));
        }
        screen.leave();
        complaints.forEach(console::error);
        if (complaints.isEmpty()) {
            say("every edge is as it should be");
        }
        return complaints.isEmpty() ? 0 : 1;
    }

    private void draw(Performance shop) {
        try {
            screen.show(table().lines(shop.edges(), shop.counts(), shop.window()));
        } catch (MachineException e) {
            console.warn(String.valueOf(e.getMessage()));
        }
    }

    private void lastWords(Performance shop) {
        // The interrupt that ended the waiting has done its work; these questions are to be answered.
        boolean interrupted = Thread.interrupted();
        try {
            print(shop.edges(), shop.counts());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void print(List<NamedEdge> edges, Counts counts) {
        console.print(Json.of(ReportJson.of(readySeconds, dashboard.toString(), edges, counts)));
    }

    private void say(String line) {
        if (json) {
            console.note(line);
        } else {
            console.print(line);
        }
    }

    /** Standard error has its own idea of colour; there it goes without. */
    private ReportTable table() {
        return json
                ? new ReportTable(UnaryOperator.identity(), UnaryOperator.identity())
                : new ReportTable(console::good, console::bad);
    }
}
