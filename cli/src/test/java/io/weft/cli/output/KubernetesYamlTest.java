package io.weft.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.machine.MachineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesYamlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0644 | 420",
                "0o17 | 15",
                "0x1F | 31",
                "1_000 | 1000",
                "yes | true",
                "off | false",
                "~ | null",
                "1.50 | 1.50",
                "1.2.3 | \"1.2.3\"",
                "\"0644\" | \"0644\"",
                "'yes' | \"yes\""
            })
    void scalarsAreReadAsKubernetesReadsThem(String written, String json) {
        assertThat(KubernetesYaml.read("a: " + written).getFirst().path("a").toString())
                .isEqualTo(json);
    }

    @Test
    void textThatLooksLikeSomethingElseIsQuoted() {
        String text =
                "---\na: \"0644\"\nb: \"yes\"\nc: \"1e3\"\nd: \"\"\ne: \"null\"\nf: \"1_0\"\ng: \"0x1\"\nh: \"off\"\n";

        assertThat(KubernetesYaml.read(KubernetesYaml.write(KubernetesYaml.read(text))))
                .isEqualTo(KubernetesYaml.read(text));
    }

    @Test
    void aliasesAndMergeKeysStandForWhatTheyName() {
        assertThat(KubernetesYaml.read("{a: &x {p: 1}, b: *x, c: {p: 2, <<: *x, q: 3}}")
                        .getFirst()
                        .toString())
                .isEqualTo("{\"a\":{\"p\":1},\"b\":{\"p\":1},\"c\":{\"p\":2,\"q\":3}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [b", "a: &x [*x]", "{a: 1, a: 2}", "? [a]\n: b", "a: \"b"})
    void whatCannotBeReadIsRefused(String text) {
        assertThatThrownBy(() -> KubernetesYaml.read(text)).isInstanceOf(MachineException.class);
    }
}
