package io.weft.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.weft.api.viztap.TapEvent;
import io.weft.cli.output.Json;
import io.weft.testkit.tap.TapExample;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TapJsonTest {
    static List<TapExample> examples() {
        return TapExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void linesAreThoseOfThePage(TapExample example) throws Exception {
        TapEvent.Builder event = TapEvent.newBuilder();
        TextFormat.merge(example.message(), event);

        assertThat(Json.line(TapJson.of(TapTranslator.event(event.build().toByteArray()))))
                .isEqualTo(example.json());
    }
}
