package io.weft.cli.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.testkit.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EdgesCommandTest {
    private final Printed printed = new Printed();
    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json"})
    void printsEdges(String output) {
        assertThat(run(Canned.text("edges.json"), "-n", "shop", "-o", output)).isZero();

        assertThat(asked).containsExactly("/api/edges?namespace=shop");
        Golden.check(getClass(), "edges." + output + ".txt", printed.out());
    }

    @Test
    void typeAndAllNamespacesArePassedOn() {
        assertThat(run(Canned.text("edges.json"), "-A", "po")).isZero();
        assertThat(asked).containsExactly("/api/edges?resource_type=pod");
    }

    @Test
    void withoutTrafficItSaysSoToTheHuman() {
        assertThat(run("{\"ok\":{\"edges\":[]}}")).isZero();
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).isEqualTo("No edges found.\n");
        assertThat(asked).containsExactly("/api/edges?namespace=default");
    }

    @Test
    void noEdgesAreAnEmptyJsonArray() {
        assertThat(run("{\"ok\":{\"edges\":[]}}", "-o", "json")).isZero();
        assertThat(printed.out()).isEqualTo("[ ]\n");
    }

    @Test
    void unknownTypeIsRefusedBeforeAnybodyIsAsked() {
        assertThat(run("", "planet")).isNotZero();
        assertThat(asked).isEmpty();
    }

    @Test
    void namespaceOfTheContextIsTheDefault() {
        VizApi api = new VizApi() {
            @Override
            public String get(String pathAndQuery) {
                asked.add(pathAndQuery);
                return "{\"ok\":{\"edges\":[]}}";
            }

            @Override
            public String currentNamespace() {
                return "shop";
            }
        };

        assertThat(new CommandLine(new EdgesCommand(printed.console(), place -> api)).execute())
                .isZero();
        assertThat(asked).containsExactly("/api/edges?namespace=shop");
    }

    private int run(String answer, String... arguments) {
        return new CommandLine(new EdgesCommand(printed.console(), directory -> question -> {
                    asked.add(question);
                    return answer;
                }))
                .setParameterExceptionHandler((e, all) -> {
                    printed.console().error(String.valueOf(e.getMessage()));
                    return 1;
                })
                .execute(arguments);
    }
}
