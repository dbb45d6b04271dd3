package io.weft.cli.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelChoiceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=web | true",
                "app==web | true",
                "app=votes | false",
                "app | true",
                "team | false",
                "app=web,linkerd.io/x | true",
                "app=web,team | false",
            })
    void everyTermMustHold(String selector, boolean met) {
        assertThat(LabelChoice.of(selector).isMet(Map.of("app", "web", "linkerd.io/x", "y")))
                .isEqualTo(met);
    }

    @Test
    void whatOnlyAnApiServerReadsIsRefused() {
        assertThatThrownBy(() -> LabelChoice.of("app in (web)"))
                .hasMessage("on this machine -l is KEY=VALUE,KEY,..., not 'app in (web)'");
    }
}
