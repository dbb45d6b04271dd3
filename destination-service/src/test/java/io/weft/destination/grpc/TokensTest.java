package io.weft.destination.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.destination.answers.WorkloadId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ns\":\"shop\",\"pod\":\"web-1\"}\n",
                "{\"ns\":\"shop\", \"pod\":\"web-1\"}",
                "shop:web-1",
                "shop:web-1\n"
            })
    void workloadTokenNamesAPod(String token) {
        assertThat(WorkloadToken.parse(token)).isEqualTo(WorkloadId.pod("shop", "web-1"));
    }

    @Test
    void workloadTokenNamesAnExternalWorkload() {
        assertThat(WorkloadToken.parse("{\"ns\":\"shop\",\"external_workload\":\"vm\"}\n"))
                .isEqualTo(WorkloadId.external("shop", "vm"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop",
                "shop:",
                ":web",
                "shop:web:1",
                "{",
                "{\"pod\":\"web\"}",
                "{\"ns\":\"shop\"}",
                "{\"ns\":\"shop\",\"pod\":\"web\",\"external_workload\":\"vm\"}",
                "{\"ns\":\"\",\"pod\":\"web\"}"
            })
    void anyOtherWorkloadTokenIsRefused(String token) {
        assertThatThrownBy(() -> WorkloadToken.parse(token)).hasMessageStartingWith("INVALID_ARGUMENT");
    }

    @Test
    void contextTokenSaysWhereTheClientIs() {
        assertThat(ContextToken.parse("{\"ns\":\"shop\",\"nodeName\":\"n1\",\"pod\":\"web-1\"}\n"))
                .isEqualTo(new ContextToken(Optional.of("shop"), Optional.of("n1")));
    }

    @Test
    void contextTokenMayNameTheNamespaceAlone() {
        assertThat(ContextToken.parse("ns:shop")).isEqualTo(new ContextToken(Optional.of("shop"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "shop", "ns:", "ns:a:b", "{", "[]", "{}"})
    void anyOtherContextTokenSaysNothing(String token) {
        assertThat(ContextToken.parse(token)).isEqualTo(new ContextToken(Optional.empty(), Optional.empty()));
    }
}
