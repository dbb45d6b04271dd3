package io.weft.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    @Test
    void elsewhereThanOnATerminalLinesFollowEachOther() {
        Screen screen = new Screen(out, false);
        screen.show(List.of("a", "b"));
        screen.show(List.of("c"));

        assertThat(bytes.toString(UTF_8)).isEqualTo("a\nb\nc\n");
    }

    @Test
    void terminalIsRedrawnFromWhereTheLastLinesBegan() {
        Screen screen = new Screen(out, true);
        screen.show(List.of("a", "b"));
        bytes.reset();
        screen.show(List.of("c"));

        assertThat(bytes.toString(UTF_8)).isEqualTo("\u001b[2A\r\u001b[J\u001b[?7lc\n\u001b[?7h");
    }

    @Test
    void whatIsSaidMeanwhileStandsAboveAndTheLinesMoveDown() {
        Screen screen = new Screen(out, true);
        screen.show(List.of("a", "b"));
        bytes.reset();
        screen.sayAbove("viz ended");

        assertThat(bytes.toString(UTF_8)).isEqualTo("\u001b[2A\r\u001b[Jviz ended\n\u001b[?7la\nb\n\u001b[?7h");
    }

    @Test
    void whatIsSaidAfterTheLinesWereLeftStandsBelow() {
        Screen screen = new Screen(out, true);
        screen.show(List.of("a", "b"));
        screen.leave();
        bytes.reset();
        screen.sayAbove("done");

        assertThat(bytes.toString(UTF_8)).isEqualTo("\u001b[Jdone\n");
    }

    @Test
    void notesOfTheConsoleAreSaidOnTheScreenOfItsTerminal() {
        Console console = Console.colourful(out, out);
        Screen screen = console.screen();
        screen.show(List.of("a"));
        bytes.reset();
        console.note("viz ended");

        assertThat(bytes.toString(UTF_8)).isEqualTo("\u001b[1A\r\u001b[Jviz ended\n\u001b[?7la\n\u001b[?7h");
    }

    @Test
    void notesThatGoElsewhereLeaveTheScreenAlone() {
        ByteArrayOutputStream notes = new ByteArrayOutputStream();
        Console console = Console.plain(out, new PrintStream(notes, true, UTF_8));
        console.screen().show(List.of("a"));
        console.note("viz ended");

        assertThat(bytes.toString(UTF_8)).isEqualTo("a\n");
        assertThat(notes.toString(UTF_8)).isEqualTo("viz ended\n");
    }
}
