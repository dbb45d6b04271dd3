package io.weft.cli.tap;

import io.weft.cli.machine.KeyPress;
import io.weft.cli.machine.Keyboard;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.TerminalSize;
import io.weft.cli.output.Console;
import io.weft.cli.output.FullScreen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Draws the table again and again.
 *
 * <p>Threading: the command's thread.
 */
final class TopDisplay {
    private static final long REDRAW_MILLIS = 500;
    private static final long PRINT_SECONDS = 5;

    private final TopRows rows;
    private final TopTable table;
    private final CompletableFuture<Void> ended;
    private TopView view;

    /** {@code ended}: when there are no more events, or why there are none. */
    TopDisplay(TopRows rows, TopTable table, TopView view, CompletableFuture<Void> ended) {
        this.rows = rows;
        this.table = table;
        this.view = view;
        this.ended = ended;
    }

    /** Until somebody has had enough, or there is no more. */
    void onTerminal(Console console) {
        try (Keyboard keyboard = Keyboard.open();
                FullScreen screen = console.fullScreen()) {
            while (!view.over() && !ended.isDone()) {
                screen.show(page(TerminalSize.now()));
                KeyPress pressed = keyboard.keys().poll(REDRAW_MILLIS, TimeUnit.MILLISECONDS);
                view = pressed == null ? view : view.after(pressed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ended.isDone()) {
            settle();
        }
    }

    /** What fits. */
    private List<String> page(TerminalSize size) {
        List<String> lines = new ArrayList<>(List.of(view.cutHelp(size.columns()), ""));
        List<String> all = table.lines(view.select(rows.rows()));
        for (int i = 0; i < all.size() && lines.size() < size.rows(); i++) {
            String shown = view.cut(all.get(i), size.columns());
            lines.add(i == 0 ? FullScreen.bold(shown) : shown);
        }
        return lines;
    }

    /** Every few seconds, and once more at the end. */
    void inLines(Console console) {
        while (!awaitEnd()) {
            print(console);
        }
        print(console);
        settle();
    }

    private void print(Console console) {
        List<TopRow> all = rows.rows();
        if (!all.isEmpty()) {
            table.lines(view.select(all)).forEach(console::print);
            console.print("");
        }
    }

    private boolean awaitEnd() {
        try {
            ended.get(PRINT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            return true; // settle() says why
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Says why it ended, if that was no good end. */
    private void settle() {
        try {
            ended.getNow(null);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof MachineException why ? why : failed;
        }
    }
}
