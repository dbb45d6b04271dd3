package io.weft.cli.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.testkit.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StatCommandTest {
    private static final String POD_QUESTION = "/api/stat?resource_type=pod&namespace=shop&window=1m&tcp_stats=true";

    private final Printed printed = new Printed();
    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json"})
    void podsAreTheDefault(String output) {
        assertThat(run("-n", "shop", "-o", output)).isZero();

        assertThat(asked).containsExactly(POD_QUESTION);
        Golden.check(getClass(), "stat-pods." + output + ".txt", printed.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json"})
    void authenticationIsSaidByVizOnlyWhereItIsWide(String output) {
        assertThat(runViz("-n", "shop", "po", "-o", output)).isZero();

        Golden.check(getClass(), "viz-stat-pods." + output + ".txt", printed.out());
    }

    @ParameterizedTest
    @CsvSource({
        "servers,               table",
        "servers,               wide",
        "servers,               json",
        "httproutes,            table",
        "httproutes,            json",
        "authorizationpolicies, table",
        "authorizationpolicies, wide",
        "authorizationpolicies, json",
    })
    void policiesHaveColumnsOfTheirOwn(String kinds, String output) {
        assertThat(runViz("-n", "shop", kinds, "-o", output)).isZero();

        Golden.check(getClass(), "viz-stat-" + kinds + "." + output + ".txt", printed.out());
    }

    @ParameterizedTest
    @CsvSource({
        "srv,              server",
        "saz/guests,       serverauthorization&resource_name=guests",
        "serverauthz,      serverauthorization",
        "srvauthz guests,  serverauthorization&resource_name=guests",
        "ap,               authorizationpolicy",
        "authzpolicy,      authorizationpolicy",
        "httproute/items,  httproute&resource_name=items",
    })
    void policiesAreAskedForByTheirNames(String arguments, String type) {
        assertThat(run(("-n shop " + arguments).split(" ", -1))).isZero();

        assertThat(asked)
                .containsExactly("/api/stat?resource_type=" + type + "&namespace=shop&window=1m&tcp_stats=true");
    }

    @Test
    void severalPoliciesAreSeveralTablesWhoseAuthenticationIsTold() {
        assertThat(run("-A", "httproute/items", "srv/web-http")).isZero();

        Golden.check(getClass(), "stat-policies.txt", printed.out());
    }

    @Test
    void labelsArePassedOn() {
        assertThat(run("-n", "shop", "deploy", "-l", "app in (web),!old")).isZero();

        assertThat(asked)
                .containsExactly("/api/stat?resource_type=deployment&namespace=shop&window=1m&tcp_stats=true"
                        + "&label_selector=app+in+%28web%29%2C%21old");
    }

    @Test
    void allThatIsLabelledSoIsWithoutServices() {
        assertThat(run("-n", "shop", "all", "-l", "app=web")).isZero();

        assertThat(asked).hasSize(8).noneMatch(question -> question.contains("service"));
    }

    @ParameterizedTest
    @CsvSource({
        "ns/shop --to-namespace stock, to_type=namespace&to_name=stock",
        "ns --from-namespace stock, from_type=namespace&from_name=stock",
        "deploy --to ns/stock, to_type=namespace&to_name=stock",
        "deploy --from deploy/web --from-namespace x, from_type=deployment&from_name=web&from_namespace=x",
    })
    void otherEndIsPassedOn(String arguments, String peer) {
        assertThat(run(arguments.split(" ", -1))).isZero();

        assertThat(asked).singleElement().asString().endsWith("&tcp_stats=true&" + peer);
    }

    @Test
    void unmeshedPodsAreShownByVizOnlyIfAskedForOrIfTheyWereSentTo() {
        assertThat(runViz("-n", "shop", "po")).isZero();
        assertThat(printed.out()).doesNotContain("caller");

        assertThat(runViz("-n", "shop", "po", "--unmeshed")).isZero();
        assertThat(runViz("-n", "shop", "po", "--from", "deploy/web")).isZero();
        assertThat(printed.out().lines().filter(line -> line.startsWith("caller")))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json"})
    void servicesAreShownWithTheLeavesOfTheirSplits(String output) {
        assertThat(runViz("-n", "shop", "svc", "-o", output)).isZero();

        assertThat(asked).containsExactly("/api/stat?resource_type=service&namespace=shop&window=1m&tcp_stats=true");
        Golden.check(getClass(), "stat-services." + output + ".txt", printed.out());
    }

    @Test
    void whatIsSentToAServiceIsAskedFor() {
        assertThat(run("-n", "shop", "deploy/web", "--to", "svc/catalog")).isZero();

        assertThat(asked)
                .containsExactly("/api/stat?resource_type=deployment&resource_name=web&namespace=shop&window=1m"
                        + "&tcp_stats=true&to_type=service&to_name=catalog");
    }

    @Test
    void deploymentsAreTheDefaultOfViz() {
        assertThat(runViz("-n", "shop")).isZero();

        assertThat(asked).containsExactly("/api/stat?resource_type=deployment&namespace=shop&window=1m&tcp_stats=true");
    }

    @Test
    void severalTypesAreSeveralTablesWithPrefixedNames() {
        assertThat(run("-A", "po/web-k3x9p", "deploy/web")).isZero();

        assertThat(asked)
                .containsExactly(
                        "/api/stat?resource_type=deployment&resource_name=web&window=1m&tcp_stats=true",
                        "/api/stat?resource_type=pod&resource_name=web-k3x9p&window=1m&tcp_stats=true");
        Golden.check(getClass(), "stat-several.txt", printed.out());
    }

    @Test
    void unmeshedResourcesOtherThanPodsAreHiddenUnlessAskedFor() {
        assertThat(run("-n", "shop", "deploy")).isZero();
        assertThat(printed.out()).doesNotContain("caller");

        assertThat(run("-n", "shop", "deploy", "--unmeshed")).isZero();
        assertThat(printed.out()).contains("caller");
    }

    @Test
    void peerAndWindowArePassedOn() {
        assertThat(run("-n", "shop", "deploy", "--to", "deploy/catalog", "--to-namespace", "other", "-t", "30s"))
                .isZero();

        assertThat(asked)
                .containsExactly("/api/stat?resource_type=deployment&namespace=shop&window=30s&tcp_stats=true"
                        + "&to_type=deployment&to_name=catalog&to_namespace=other");
    }

    @Test
    void nothingFoundIsToldToTheHuman() {
        assertThat(run("-n", "shop", "sts")).isZero();
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).isEqualTo("No traffic found.\n");
    }

    @ParameterizedTest
    @CsvSource({
        "deploy/web --to po --from po, cannot be used together",
        "deploy --to-namespace x,      needs --to",
        "deploy/,                      not a name",
        "all po,                       stands alone",
        "svc --to deploy/web,          a Service sends nothing",
        "srv --to deploy/web,          a policy neither sends nor is sent to",
        "ap --from deploy/web,         a policy neither sends nor is sent to",
        "httproute --to-namespace x,   a policy neither sends nor is sent to",
        "deploy --to srv/web,          a policy neither sends nor is sent to",
        "deploy --from saz/web,        a policy neither sends nor is sent to",
        "deploy --to all,              nothing is known of the type 'all'",
        "deploy --to au/web,           nothing is told of authorities",
        "ns --to-namespace x --from po, cannot be used together",
        "ns --to-namespace a/b,        a namespace consists of letters",
        "au,                           nothing is told of authorities",
        "authority/web.shop,           nothing is told of authorities",
        "svc -l app=web,               a Service has none of its own",
        "deploy -l app~web,                 a label selector has terms like",
        "deploy --from svc/web,        a Service sends nothing",
        "planet,                       nothing is known of the type 'planet'",
        "-t soon,                      a duration is written like 30s",
        "-t 0s,                        must not be empty",
        "-n a/b,                       'a namespace consists of letters, digits and ''-'''",
    })
    void whatCannotBeAnsweredIsRefusedBeforeAnybodyIsAsked(String arguments, String why) {
        assertThat(run(arguments.split(" ", -1))).isNotZero();
        assertThat(printed.err()).contains(why);
        assertThat(asked).isEmpty();
    }

    private int run(String... arguments) {
        return run(false, arguments);
    }

    private int runViz(String... arguments) {
        return run(true, arguments);
    }

    private int run(boolean ofViz, String... arguments) {
        return new CommandLine(new StatCommand(
                        printed.console(),
                        ofViz,
                        directory -> question -> {
                            asked.add(question);
                            return answer(question);
                        },
                        options -> {
                            throw new AssertionError("it is about this machine");
                        }))
                .setParameterExceptionHandler((e, all) -> {
                    printed.console().error(String.valueOf(e.getMessage()));
                    return 1;
                })
                .execute(Stream.concat(Stream.of(arguments), Stream.of("--dir=."))
                        .toArray(String[]::new));
    }

    private static String answer(String question) {
        if (question.contains("resource_type=pod")) {
            return Canned.text("stat-pods.json");
        }
        if (question.contains("resource_type=service&")) {
            return Canned.text("stat-services.json");
        }
        if (question.contains("resource_type=server&")) {
            return Canned.text("stat-servers.json");
        }
        if (question.contains("resource_type=httproute")) {
            return Canned.text("stat-httproutes.json");
        }
        if (question.contains("resource_type=authorizationpolicy")) {
            return Canned.text("stat-authorizationpolicies.json");
        }
        return question.contains("resource_type=deployment")
                ? Canned.text("stat-deployments.json")
                : "{\"ok\":{\"statTables\":[{\"podGroup\":{\"rows\":[]}}]}}";
    }
}
