package io.weft.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.machine.MachineException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ImageVersionTest {
    private static final ObjectNode NONE = JsonNodeFactory.instance.objectNode();

    @ParameterizedTest
    @CsvSource({"linkerd-viz, linkerd-viz", "linkerd-jaeger, linkerd-jaeger"})
    void everyImageOfOursHasTheVersionOfTheEnvironment(String chart, String namespace) {
        assertThat(BundledCharts.render(chart, namespace, NONE.deepCopy(), Map.of(ImageVersion.VARIABLE, "dev-17")))
                .flatExtracting(each -> each.findValuesAsString("image"))
                .filteredOn(image -> image.startsWith("cr.weft.io/"))
                .isNotEmpty()
                .allMatch(image -> image.endsWith(":dev-17"));
    }

    @Test
    void whatTheValuesSayStandsOverTheEnvironment() {
        ObjectNode values = NONE.deepCopy().put("linkerdVersion", "1.2.3");

        assertThat(ImageVersion.over(values, Map.of(ImageVersion.VARIABLE, "dev-17")))
                .isEqualTo(values);
    }

    @Test
    void valuesThatAreRememberedAreNotChanged() {
        ObjectNode values = NONE.deepCopy();

        JsonNode laid = ImageVersion.over(values, Map.of(ImageVersion.VARIABLE, "dev-17"));

        assertThat(laid).isEqualTo(NONE.deepCopy().put("linkerdVersion", "dev-17"));
        assertThat(values).isEqualTo(NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "-x", "x:y", "ä"})
    void whatNoImageCanHaveIsRefused(String version) {
        assertThatThrownBy(() -> ImageVersion.over(NONE, Map.of(ImageVersion.VARIABLE, version)))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining(ImageVersion.VARIABLE + "=" + version);
    }
}
