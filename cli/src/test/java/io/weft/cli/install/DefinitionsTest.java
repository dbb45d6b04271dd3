package io.weft.cli.install;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.output.KubernetesYaml;
import io.weft.kubernetes.resource.ResourceKind;
import java.time.Clock;
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
                        .filter(each -> !isOfTheGatewayApi(each))
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
    void routesOfTheGatewayApiAreServedAtAVersionThatIsRead() {
        assertThat(definitions.stream().filter(DefinitionsTest::isOfTheGatewayApi))
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.at("/spec/versions")
                                .valueStream()
                                .map(version -> version.path("name").asString()))
                        .containsAnyElementsOf(ResourceKind.of(
                                        "gateway.networking.k8s.io",
                                        each.at("/spec/names/kind").asString())
                                .orElseThrow()
                                .versions()))
                .allSatisfy(each -> assertThat(each.toString().length())
                        .as("what kubectl apply remembers of it must fit into an annotation")
                        .isLessThan(200_000));
    }

    @Test
    void whatSomebodyElseDefinedIsLeftAlone() {
        FakeCluster cluster = new FakeCluster().apply("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: httproutes.gateway.networking.k8s.io}
                ---
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: trafficsplits.split.smi-spec.io, labels: {linkerd.io/control-plane-ns: linkerd}}
                """);

        assertThat(names(printed(cluster, "--crds")))
                .contains("servers.policy.linkerd.io", "trafficsplits.split.smi-spec.io")
                .noneMatch(name -> name.endsWith("gateway.networking.k8s.io"));
        assertThat(names(printed(cluster, "--crds", "--set=installGatewayAPI=true")))
                .contains("httproutes.gateway.networking.k8s.io");
        assertThat(names(printed(new FakeCluster(), "--crds", "--set=installGatewayAPI=false,controllerReplicas=2")))
                .noneMatch(name -> name.endsWith("gateway.networking.k8s.io"));
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

    private static boolean isOfTheGatewayApi(JsonNode definition) {
        return definition.at("/spec/group").asString().equals("gateway.networking.k8s.io");
    }

    private static List<String> names(List<JsonNode> definitions) {
        return definitions.stream()
                .map(each -> each.at("/metadata/name").asString())
                .toList();
    }

    private static List<JsonNode> definitions() {
        return printed(new FakeCluster(), "--crds");
    }

    private static List<JsonNode> printed(FakeCluster cluster, String... arguments) {
        Printed printed = new Printed();
        assertThat(new CommandLine(new InstallCommand(printed.console(), options -> cluster, Clock.systemUTC()))
                        .execute(arguments))
                .isZero();
        return KubernetesYaml.read(printed.out());
    }
}
