package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyboardTest {
    private static List<@Nullable KeyPress> keys(String bytes) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes.getBytes(US_ASCII));
        List<@Nullable KeyPress> keys = new ArrayList<>();
        for (int c = in.read(); c >= 0; c = in.read()) {
            keys.add(Keyboard.key(c, in));
        }
        return keys;
    }

    @Test
    void lettersStandForThemselvesAndArrowsForWhatTheyDo() throws IOException {
        assertThat(keys("q/\u001b[C\u001b[D\u001b[A\r\n\u007f\b\u0001\u001b"))
                .containsExactly(
                        new KeyPress.Letter('q'),
                        new KeyPress.Letter('/'),
                        KeyPress.Special.RIGHT,
                        KeyPress.Special.LEFT,
                        null,
                        KeyPress.Special.ENTER,
                        KeyPress.Special.ENTER,
                        KeyPress.Special.BACKSPACE,
                        KeyPress.Special.BACKSPACE,
                        null,
                        KeyPress.Special.ESCAPE);
    }
}
