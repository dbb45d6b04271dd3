package io.weft.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionSizeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/users/[^/]*",
                "/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/?",
                "([a-z0-9-]{1,63}\\.){1,10}example",
                "x{1000}",
                "x{1000,}",
                "\\p{Greek}{1000}",
                "\\x{10FFFF}{1000}",
                "[]x{9}]{1000}",
                "[^\\]{9}]{1000}",
                "\\Q(x{1000}){1000}\\E",
                "a{,5}{b",
            })
    void whatIsOfUseIsCompiled(String text) {
        assertThat(MatchTranslator.expression(text).pattern()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(x{1000}){1000}",
                "((x{100}){100}){100}",
                "(?:x{1000}|y){2,1000}",
                "(x{1000}?){1000}",
                "\\Q[\\E(x{1000}){1000}",
                "[\\[](x{1000}){1000}",
                "[]](x{1000}){1000}",
                "\\p{Greek}(x{1000}){1000}",
                "\\((x{1000}){1000}",
                "(x{1000}){6}",
            })
    void whatTakesTooMuchMemoryIsNot(String text) {
        assertThatThrownBy(() -> MatchTranslator.expression(text))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining("memory");
    }

    @Test
    void whatIsTooDeepOrTooLongIsNot() {
        assertThat(ExpressionSize.bearable("(".repeat(150) + ")".repeat(150))).isTrue();
        assertThat(ExpressionSize.bearable("(".repeat(20_000))).isFalse();
        assertThat(ExpressionSize.bearable("(".repeat(4_000) + ")".repeat(4_000)))
                .isFalse();
        assertThat(ExpressionSize.bearable("[" + "x".repeat(10_000) + "]")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", ")", "[", "\\", "{2}", "x{2", "x{99999}", "\\p{", "(?P<n"})
    void whatIsNoExpressionIsToldByTheCompiler(String text) {
        assertThat(ExpressionSize.bearable(text)).isTrue();
    }
}
