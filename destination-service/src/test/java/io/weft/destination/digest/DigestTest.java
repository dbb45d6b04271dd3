package io.weft.destination.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class DigestTest {
    private record Pair(@Nullable Object one, Object other) {}

    private enum Colour {
        GREEN
    }

    static final List<Arguments> DIFFERENT = List.of(
            Arguments.of("text is quoted", List.of("a", "b"), List.of("a,b")),
            Arguments.of("quotes are, too", List.of("a\",\"b"), List.of("a", "b")),
            Arguments.of("a backslash before one", "\\\"", "\""),
            Arguments.of("lists have an order", List.of(1, 2), List.of(2, 1)),
            Arguments.of("sorted sets have one", new TreeSet<>(Set.of(1, 2)), Set.of(1, 2)),
            Arguments.of("none is not an empty text", Optional.empty(), Optional.of("")),
            Arguments.of("components have places", new Pair("a", "b"), new Pair("b", "a")),
            Arguments.of("absent is not its name", new Pair(null, ""), new Pair("-", "")),
            Arguments.of("a constant is not a text", Colour.GREEN, "GREEN"),
            Arguments.of("keys are not values", Map.of("a", "b"), Map.of("b", "a")));

    @ParameterizedTest(name = "{0}")
    @FieldSource("DIFFERENT")
    void valuesThatDifferHaveDifferentDigests(String why, Object one, Object other) {
        assertThat(digest(Map.of("row", one)).hash())
                .isNotEqualTo(digest(Map.of("row", other)).hash());
    }

    @Test
    void orderInWhichSetsMapsAndRowsWereFilledSaysNothing() {
        Map<String, Object> forwards = new LinkedHashMap<>();
        forwards.put("set", new LinkedHashSet<>(List.of(1, 2, 3)));
        forwards.put("map", Map.of("a", 1));
        Map<String, Object> backwards = new LinkedHashMap<>();
        backwards.put("map", Map.of("a", 1));
        backwards.put("set", new LinkedHashSet<>(List.of(3, 2, 1)));

        assertThat(digest(forwards)).isEqualTo(digest(backwards));
    }

    @Test
    void hashIsTheSameInEveryProcess() {
        Map<?, ?> rows = Map.of(
                InetAddress.ofLiteral("10.0.0.1"), new Pair(Set.of("x", "y", "z"), Optional.of(Colour.GREEN)), "b", 2);
        assertThat(digest(rows).hash()).isEqualTo("d6fdcfbe1960bd6ef538f28d19a89b2414936f18a5a19ae4bbec8879bf6abbcd");
    }

    @Test
    void partsSayWhichTableDiffers() {
        Digest one = Digest.of(List.of(new Table("same", Map.of(1, 1)), new Table("other", Map.of(1, 1))));
        Digest two = Digest.of(List.of(new Table("other", Map.of(1, 2)), new Table("same", Map.of(1, 1))));

        assertThat(one.parts().get("same")).isEqualTo(two.parts().get("same"));
        assertThat(one.parts().get("other")).isNotEqualTo(two.parts().get("other"));
        assertThat(one.hash()).isNotEqualTo(two.hash());
    }

    @Test
    void tableIsWhatItWasWhenItWasMade() {
        Set<Integer> rows = new LinkedHashSet<>(Set.of(1));
        Table table = new Table("rows", Map.of("all", rows));
        rows.add(2);

        assertThat(table.rows()).isEqualTo(Map.of("all", Set.of(1)));
    }

    private static Digest digest(Map<?, ?> rows) {
        return Digest.of(List.of(new Table("rows", rows)));
    }
}
