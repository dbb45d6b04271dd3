package io.weft.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class SetOptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=1,b.c=true | {\"a\":1,\"b\":{\"c\":true}}",
                "a={x,2} | {\"a\":[\"x\",2]}",
                "a=x\\,y | {\"a\":\"x,y\"}",
                "a\\.b/c=1 | {\"a.b/c\":1}",
                "a=,b=null | {\"a\":\"\",\"b\":null}",
                "a=007 | {\"a\":\"007\"}",
                "a=1=2 | {\"a\":\"1=2\"}",
                "a={} | {\"a\":[]}",
            })
    void assignmentsAreReadAsHelmReadsThem(String text, String json) {
        assertThat(laid(text, true).toString()).isEqualTo(json);
    }

    @Test
    void textStaysTextWhereItIsSaidToBe() {
        assertThat(laid("a=1,b=true", false).toString()).isEqualTo("{\"a\":\"1\",\"b\":\"true\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=1", "a..b=1", "a[0]=1", ""})
    void whatIsNoAssignmentIsRefused(String text) {
        assertThatThrownBy(() -> laid(text, true)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ObjectNode laid(String text, boolean typed) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        SetOption.lay(values, text, typed);
        return values;
    }
}
