package io.weft.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullScreenTest {
    @Test
    void everyPageReplacesTheOneBeforeAndTheTerminalIsLeftAsItWas() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FullScreen screen = Console.colourful(new PrintStream(bytes, true, UTF_8), System.err)
                .fullScreen()) {
            screen.show(List.of("a", "b"));
            screen.show(List.of("c"));
        }

        assertThat(bytes.toString(UTF_8))
                .isEqualTo("\u001b[?1049h\u001b[?25l\u001b[?7l"
                        + "\u001b[Ha\u001b[K\r\nb\u001b[K\u001b[J"
                        + "\u001b[Hc\u001b[K\u001b[J"
                        + "\u001b[?7h\u001b[?25h\u001b[?1049l");
    }
}
