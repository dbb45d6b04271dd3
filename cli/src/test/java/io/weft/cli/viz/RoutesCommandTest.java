package io.weft.cli.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.testkit.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RoutesCommandTest {
    private final Printed printed = new Printed();
    private final List<String> asked = new ArrayList<>();

    private int run(String answer, String... arguments) {
        return new CommandLine(new RoutesCommand(printed.console(), directory -> path -> {
                    asked.add(path);
                    return answer;
                }))
                .setParameterExceptionHandler((e, all) -> {
                    printed.console().error(String.valueOf(e.getMessage()));
                    return 1;
                })
                .execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json"})
    void eachResourceHasATableOfItsRoutes(String output) {
        assertThat(run(Canned.text("routes.answer.json"), "-n", "shop", "deploy", "-o", output))
                .isZero();

        assertThat(asked).containsExactly("/api/routes?resource_type=deployment&namespace=shop&window=1m");
        Golden.check(getClass(), "routes." + output + ".txt", printed.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wide", "json"})
    void towardsAServiceTriesAreToldApart(String output) {
        assertThat(run(
                        Canned.text("routes.answer.json"),
                        "-n",
                        "shop",
                        "deploy",
                        "--to",
                        "svc/catalog",
                        "--to-namespace",
                        "stock",
                        "-t",
                        "30s",
                        "-o",
                        output))
                .isZero();

        assertThat(asked)
                .containsExactly("/api/routes?resource_type=deployment&namespace=shop&window=30s"
                        + "&to_type=service&to_name=catalog&to_namespace=stock");
        Golden.check(getClass(), "routes-to." + output + ".txt", printed.out());
    }

    @Test
    void labelsArePassedOn() {
        run(Canned.text("routes.answer.json"), "deploy", "-l", "app=web", "--to", "svc");

        assertThat(asked)
                .containsExactly("/api/routes?resource_type=deployment&namespace=default&window=1m"
                        + "&label_selector=app%3Dweb&to_type=service");
    }

    @Test
    void withoutRequestsThereIsNoTable() {
        run("{\"ok\":{\"routes\":[]}}", "svc/catalog");

        assertThat(asked)
                .containsExactly("/api/routes?resource_type=service&resource_name=catalog&namespace=default&window=1m");
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).contains("No traffic found.");
    }

    @ParameterizedTest
    @CsvSource({
        "planet/mars,                     nothing is known of the type 'planet'",
        "deploy/a -t 0s,                  must not be empty",
        "deploy/a --to-namespace catalog, needs --to",
        "all,                             nothing is known of the type 'all'",
        "au/web,                          nothing is told of authorities",
        "httproute/items,                 a policy neither sends nor is sent to",
        "deploy/a --to srv/web,           a policy neither sends nor is sent to",
        "svc/catalog -l app=web,          a Service has none of its own",
        "deploy -l app~web,                    a label selector has terms like",
    })
    void whatCannotBeAskedIsRefused(String arguments, String why) {
        assertThat(run("", arguments.split(" ", -1))).isNotZero();
        assertThat(printed.err()).contains(why);
        assertThat(asked).isEmpty();
    }
}
