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
}
