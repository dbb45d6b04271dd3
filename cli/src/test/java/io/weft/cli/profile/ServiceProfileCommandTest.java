package io.weft.cli.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.output.KubernetesYaml;
import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.ResourceReader;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** cli, 6. */
class ServiceProfileCommandTest {
    private static final String VERSION_2 = """
            swagger: "2.0"
            basePath: /api/
            paths:
              /users/{id}.json:
                parameters: []
                get:
                  responses: {"200": {}, "404": {}, "503": {}, default: {}, "5XX": {}}
                  x-linkerd-timeout: 5s
                delete: {x-linkerd-retryable: true}
              /a: {post: {}}
            """;

    private static final String PROTO = """
            syntax = "proto3";
            package shop.v1;
            import "google/protobuf/empty.proto";
            service Catalog {
              rpc List (google.protobuf.Empty) returns (stream Item) { option idempotency_level = NO_SIDE_EFFECTS; }
              rpc Put (Item) returns (Item) { option idempotency_level = IDEMPOTENT; }
              rpc Buy (Item) returns (Item);
            }
            message Item { string name = 1; }
            """;

    private final Printed printed = new Printed();
    private final FakeCluster cluster = new FakeCluster();

    private int profile(String input, String... arguments) {
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(UTF_8));
        return new CommandLine(new ServiceProfileCommand(printed.console(), options -> cluster, in)).execute(arguments);
    }

    @Test
    void anOpenApiDocumentHasARouteForEachOperation() {
        assertThat(profile(VERSION_2, "--ignore-cluster", "-n", "shop", "--open-api", "-", "web"))
                .isZero();

        assertThat(printed.out()).isEqualTo("""
                ---
                apiVersion: linkerd.io/v1alpha2
                kind: ServiceProfile
                metadata:
                  name: web.shop.svc.cluster.local
                  namespace: shop
                spec:
                  routes:
                  - name: POST /api/a
                    condition:
                      method: POST
                      pathRegex: /api/a
                  - name: "DELETE /api/users/{id}.json"
                    condition:
                      method: DELETE
                      pathRegex: "/api/users/[^/]*\\\\.json"
                    isRetryable: true
                  - name: "GET /api/users/{id}.json"
                    condition:
                      method: GET
                      pathRegex: "/api/users/[^/]*\\\\.json"
                    timeout: 5s
                    responseClasses:
                    - condition:
                        status:
                          min: 503
                          max: 503
                      isFailure: true
                """);
    }

    @Test
    void version3AndJsonAreReadToo() {
        String document = "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {}}}}";

        assertThat(profile(document, "--ignore-cluster", "-o", "json", "--open-api", "-", "web"))
                .isZero();

        assertThat(printed.out()).contains("\"pathRegex\" : \"/a\"").contains("web.default.svc");
    }

    @Test
    void aProtobufFileHasARouteForEachMethod() {
        assertThat(profile(PROTO, "--ignore-cluster", "--proto", "-", "catalog"))
                .isZero();

        JsonNode routes = KubernetesYaml.read(printed.out()).getFirst().at("/spec/routes");
        assertThat(routes.findValuesAsString("name")).containsExactly("List", "Put", "Buy");
        assertThat(routes.findValuesAsString("pathRegex"))
                .containsExactly("/shop\\.v1\\.Catalog/List", "/shop\\.v1\\.Catalog/Put", "/shop\\.v1\\.Catalog/Buy");
        assertThat(routes.findValuesAsString("method")).containsOnly("POST");
        assertThat(routes.findValues("isRetryable")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"yaml, #", "json, {"})
    void theTemplateIsAProfileTheMeshTakes(String form, String has) {
        assertThat(profile("", "--ignore-cluster", "-n", "shop", "-o", form, "--template", "web"))
                .isZero();

        assertThat(printed.out()).contains(has);
        List<JsonNode> documents = KubernetesYaml.read(printed.out());
        assertThat(documents).hasSize(1);
        assertThat(documents.getFirst().at("/metadata/name").asString()).isEqualTo("web.shop.svc.cluster.local");
        assertThat(new ResourceReader().read(documents.getFirst())).isInstanceOf(Reading.Known.class);
    }

    @Test
    void theClusterSaysItsDomain() {
        cluster.apply("""
                {kind: ConfigMap, apiVersion: v1, metadata: {name: linkerd-config, namespace: linkerd},
                 data: {values: "clusterDomain: mesh.example"}}
                """);
        Path anything = Path.of("pom.xml"); // the fake one is asked anyway

        assertThat(profile("", "--kubeconfig", anything.toString(), "-n", "shop", "--template", "web"))
                .isZero();

        assertThat(printed.out()).contains("name: web.shop.svc.mesh.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "web                                | Error: Missing required argument",
                "--template --proto x.proto web     | mutually exclusive",
                "--ignore-cluster --template Web    | 'Web' is no name of a service",
                "--ignore-cluster --template -n a/b web | 'a/b' is no name of a namespace",
            })
    void whatMakesNoSenseIsSaid(String arguments, String why) {
        assertThat(errorOf("", arguments.split(" "))).contains(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--open-api | {openapi: 3.0.0}    | this is no OpenAPI document",
                "--open-api | {paths: {}}         | this is no OpenAPI document",
                "--open-api | {swagger: '2.0', paths: {}} | - describes no route",
                "--proto    | service {           | Syntax error in -:1",
                "--proto    | syntax = \"proto3\"; | - describes no route",
            })
    void whatIsNoSourceIsSaid(String option, String text, String why) {
        assertThat(errorOf(text, "--ignore-cluster", option, "-", "web")).contains(why);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(errorOf("", "--ignore-cluster", "--proto", "gone.proto", "web"))
                .contains("cannot read gone.proto");
    }

    private String errorOf(String input, String... arguments) {
        StringBuilder said = new StringBuilder();
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(UTF_8));
        CommandLine line = new CommandLine(new ServiceProfileCommand(printed.console(), options -> cluster, in));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            said.append(failure.getMessage());
            return 1;
        });
        line.setParameterExceptionHandler((failure, given) -> {
            said.append("Error: ").append(failure.getMessage());
            return 1;
        });
        assertThat(line.execute(arguments)).isEqualTo(1);
        return said.toString();
    }
}
