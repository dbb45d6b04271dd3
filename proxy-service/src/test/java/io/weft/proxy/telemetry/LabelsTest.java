package io.weft.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void pairsAreWrittenInTheirOrder() {
        assertThat(Labels.of("direction", "inbound", "peer", "src").text())
                .isEqualTo("direction=\"inbound\",peer=\"src\"");
    }

    @Test
    void groupsAreJoinedInTheirOrder() {
        Labels joined =
                Labels.of("b", "1").and(Labels.EMPTY).and(Labels.of("a", "2")).and("c", "");

        assertThat(joined.text()).isEqualTo("b=\"1\",a=\"2\",c=\"\"");
    }

    @Test
    void equalTextMeansEqualLabelsHoweverTheyWereMade() {
        Labels joined = Labels.of("a", "1").and("b", "2");

        assertThat(joined).isEqualTo(Labels.of("a", "1", "b", "2")).hasSameHashCodeAs(Labels.of("a", "1", "b", "2"));
        assertThat(joined).isNotEqualTo(Labels.of("b", "2", "a", "1"));
    }

    @Test
    void onlyTheNewerBlockKnowsEscapes() {
        Labels odd = Labels.of("sni", "a\"b\\c\nd").and("x", "y");

        assertThat(odd.text()).isEqualTo("sni=\"a\\\"b\\\\c\\nd\",x=\"y\"");
        assertThat(odd.plainText()).isEqualTo("sni=\"a_b_c_d\",x=\"y\"");
    }

    @Test
    void differentValuesStayDifferentAlthoughTheOlderBlockWritesThemAlike() {
        assertThat(Labels.of("sni", "a\"")).isNotEqualTo(Labels.of("sni", "a_"));
    }

    @Test
    void valuesAreCutWhereNoNameIsSoLong() {
        String longest = "a".repeat(Labels.MOST_CHARACTERS);

        assertThat(Labels.of("sni", longest + "b")).isEqualTo(Labels.of("sni", longest));
    }

    @Test
    void nameWithoutValueIsRefused() {
        assertThatThrownBy(() -> Labels.of("a", "1", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pairs");
    }
}
