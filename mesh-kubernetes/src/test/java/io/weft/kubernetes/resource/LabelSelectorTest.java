package io.weft.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
    private static final Map<String, String> LABELS = Map.of("app", "web", "linkerd.io/x", "y", "empty", "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | true",
                "app=web | true",
                "app==web | true",
                "app = web | true",
                "app=votes | false",
                "team=web | false",
                "empty= | true",
                "app= | false",
                "app!=votes | true",
                "app!=web | false",
                "team!=web | true",
                "app | true",
                "team | false",
                "!team | true",
                "! app | false",
                "app in (votes,web) | true",
                "app in (votes, shop) | false",
                "team in (web) | false",
                "app notin (votes,shop) | true",
                "app notin (web) | false",
                "team notin (web) | true",
                "empty in (,web) | true",
                "app=web,linkerd.io/x | true",
                "app in (web,votes),linkerd.io/x=y,!team | true",
                "app in (web,votes),team | false",
            })
    void everyTermMustHold(String text, boolean met) {
        assertThat(LabelSelector.parse(text).matches(LABELS)).isEqualTo(met);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=web",
                "app=web,",
                "app in web",
                "app in (web",
                "app in ()x",
                "app in (web;votes)",
                "app is (web)",
                "app=web votes",
                "app===web",
                "!app=web",
                "-app",
                "a/b/c",
                "app=-web"
            })
    void whatIsNoSelectorIsRefusedAndNeverReadAsLess(String text) {
        assertThatThrownBy(() -> LabelSelector.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("not '" + text + "'");
    }
}
