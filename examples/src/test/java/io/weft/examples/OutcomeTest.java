package io.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void onlyTheAgreedRefusalIsAMadeFailure() {
        assertThat(Outcome.of("GET /", 200, "{}")).isEqualTo(new Outcome.Ok());
        assertThat(Outcome.of("POST /", 409, MadeFailureBody.TEXT)).isEqualTo(new Outcome.MadeFailure());
        assertThat(Outcome.of("POST /", 502, MadeFailureBody.TEXT)).isInstanceOf(Outcome.Unexpected.class);
        assertThat(Outcome.of("POST /", 409, "{}")).isEqualTo(new Outcome.Unexpected("POST /: 409 {}"));
    }

    @Test
    void shareIsExactAndEvenlySpread() {
        SteadyShare tenth = new SteadyShare(0.1);

        for (int round = 0; round < 100; round++) {
            assertThat(IntStream.range(0, 10).filter(i -> tenth.next()).count()).isEqualTo(1);
        }
        assertThat(new SteadyShare(0).next()).isFalse();
        assertThat(new SteadyShare(1).next()).isTrue();
    }

    @Test
    void textIsQuotedAsJson() {
        Map<String, Object> members =
                new TreeMap<>(Map.of("a", "x\"\\\n", "b", 1, "c", true, "d", new JsonText.Raw("[]")));

        assertThat(JsonText.object(members)).isEqualTo("{\"a\":\"x\\\"\\\\\\u000a\",\"b\":1,\"c\":true,\"d\":[]}");
    }
}
