package io.weft.cli.install;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.output.KubernetesYaml;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class DefinitionsTest {
    private final List<JsonNode> definitions = definitions();

    @Test
    void everyKindOfOursIsDefinedAtEveryVersionThatIsRead() {
        Map<String, List<String>> read = Arrays.stream(ResourceKind.values())
                .filter(kind -> ("." + kind.group()).endsWith(".linkerd.io") || kind == ResourceKind.TRAFFIC_SPLIT)
                .collect(toMap(kind -> kind.group() + "/" + kind.kind(), ResourceKind::versions));

        assertThat(definitions.stream()
                        .collect(toMap(
                                each -> each.at("/spec/group").asString() + "/"
                                        + each.at("/spec/names/kind").asString(),
                                each -> each.at("/spec/versions")
                                        .valueStream()
                                        .map(version -> version.path("name").asString())
                                        .toList())))
                .isEqualTo(read);
    }

    @Test
    void oneVersionIsStoredAndAllAreServed() {
        assertThat(definitions).allSatisfy(each -> {
            assertThat(each.at("/spec/versions")
                            .valueStream()
                            .filter(version -> version.path("storage").asBoolean()))
                    .hasSize(1);
            assertThat(each.at("/spec/versions").valueStream())
                    .allMatch(version -> version.path("served").asBoolean());
        });
    }

    private static List<JsonNode> definitions() {
        Printed printed = new Printed();
        assertThat(new CommandLine(new InstallCommand(printed.console())).execute("--crds"))
                .isZero();
        return KubernetesYaml.read(printed.out());
    }
}
