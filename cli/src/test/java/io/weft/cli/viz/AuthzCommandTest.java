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

class AuthzCommandTest {
    private final Printed printed = new Printed();
    private final List<String> asked = new ArrayList<>();

    private int run(String answer, String... arguments) {
        return new CommandLine(new AuthzCommand(printed.console(), directory -> path -> {
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
    void rowsAreByServerRouteAndAuthorization(String output) {
        assertThat(run(Canned.text("authz.answer.json"), "-n", "shop", "deploy/web", "-o", output))
                .isZero();

        assertThat(asked)
                .containsExactly("/api/authz?resource_type=deployment&resource_name=web&namespace=shop&window=1m");
        Golden.check(getClass(), "authz." + output + ".txt", printed.out());
    }

    @Test
    void labelsArePassedOn() {
        run(Canned.text("authz.answer.json"), "deploy", "-l", "app=web");

        assertThat(asked)
                .containsExactly(
                        "/api/authz?resource_type=deployment&namespace=default&window=1m&label_selector=app%3Dweb");
    }

    @Test
    void withoutRequestsThereIsNoTable() {
        run("{\"ok\":{\"statTable\":{\"podGroup\":{\"rows\":[]}}}}", "ns/shop", "-t", "30s");

        assertThat(asked).containsExactly("/api/authz?resource_type=namespace&resource_name=shop&window=30s");
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).contains("No traffic found.");
    }

    @ParameterizedTest
    @CsvSource({
        "all,               cannot be looked at",
        "planet/mars,       nothing is known of the type 'planet'",
        "deploy/a deploy/b, give one resource",
        "deploy/a -t 0s,    must not be empty",
        "srv/web,           a policy neither sends nor is sent to",
        "svc/web,           a Service has no pods",
        "deploy -l app~web,      a label selector has terms like",
    })
    void whatCannotBeAskedIsRefused(String arguments, String why) {
        assertThat(run("", arguments.split(" ", -1))).isNotZero();
        assertThat(printed.err()).contains(why);
        assertThat(asked).isEmpty();
    }
}
