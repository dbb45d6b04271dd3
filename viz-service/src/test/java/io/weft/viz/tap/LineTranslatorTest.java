package io.weft.viz.tap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.weft.api.viztap.TapEvent;
import io.weft.testkit.tap.TapExample;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LineTranslatorTest {
    static List<TapExample> examples() {
        return TapExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void linesAreThoseOfTheCommandLine(TapExample example) throws Exception {
        TapEvent.Builder event = TapEvent.newBuilder();
        TextFormat.merge(example.message(), event);

        assertThat(new String(LineTranslator.event(event.build()), UTF_8)).isEqualTo(example.json() + "\n");
    }
}
