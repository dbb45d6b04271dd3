package io.weft.cli.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.machine.MachineException;
import io.weft.testkit.golden.Golden;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** cli, 8. */
class DiagnosticsCommandTest {
    private static final String POLICY = """
            {"protocol":{"detect":{"timeout":"10s"}},"labels":{"name":"web"},"reasons":[
             {"object":"Server shop/web","verdict":"APPLIES","why":"claims the port, the oldest that does"},
             {"object":"AuthorizationPolicy shop/x","verdict":"NO_MATCH","why":"targets Server bank"}]}""";
    private static final String ENDPOINTS = """
            [{"namespace":"shop","ip":"10.0.0.9","port":8080,"pod":"web-2","service":"web.shop","weight":10000,"http2":true,
              "meshed":true,"labels":{"pod":"web-2"}},
             {"namespace":"shop","ip":"10.0.0.10","port":8080,"pod":"web-long-name","service":"web.shop","weight":10000,
              "http2":false,"meshed":false,"labels":{}}]""";

    private final Printed printed = new Printed();
    private static final String IN_FORCE = "{\"version\":\"0123456789abcdef\",\"anchors\":[{},{}]}";
    private static final String FOLLOWED = """
            {"workloadsCurrent":true,"proxies":[
             {"namespace":"bank","kind":"pod","name":"vault-bcdfg","ready":true,"version":"0123456789abcdef",
              "since":"2026-01-31T12:00:02Z","certifiedAt":"2026-01-31T12:00:00Z"}]}""";
    private static final String BEHIND = """
            {"workloadsCurrent":true,"proxies":[
             {"namespace":"bank","kind":"pod","name":"vault-bcdfg","ready":true,"version":"0123456789abcdef",
              "since":"2026-01-31T12:00:02Z","certifiedAt":"2026-01-31T12:00:00Z"},
             {"namespace":"shop","kind":"pod","name":"web-bcdfg","ready":true,"version":"ffffffffffffffff",
              "since":"2026-01-30T12:00:02Z","certifiedAt":"2026-01-30T12:00:00Z"},
             {"namespace":"shop","kind":"pod","name":"web-hjklm","ready":false,"version":null,"since":null,
              "certifiedAt":null}]}""";

    private final List<String> asked = new ArrayList<>();
    private final Deque<String> viz = new ArrayDeque<>();
    private long nanos;
    private String answer = "";

    private final class Inside implements MeshInside {
        @Override
        public String destination(String pathAndQuery) {
            asked.add(pathAndQuery);
            if (answer.isEmpty()) {
                throw new MachineException("there is no Service shop/nowhere");
            }
            return answer;
        }

        @Override
        public String identity(String pathAndQuery) {
            assertThat(pathAndQuery).isEqualTo("/api/v1/anchors");
            return answer.isEmpty() ? IN_FORCE : answer;
        }

        @Override
        public String viz(String pathAndQuery) {
            asked.add(pathAndQuery);
            return viz.size() > 1 ? viz.remove() : viz.element();
        }

        @Override
        public List<Pod> pods(String selector) {
            return List.of(
                    new Pod("shop", "web-bcdfg", "web", "net-1"),
                    new Pod("shop", "web-hjklm", "web", "net-2"),
                    new Pod("shop", "other-bcdfg", "other", "net-3"));
        }

        @Override
        public List<Pod> services() {
            return List.of(
                    new Pod("linkerd", "linkerd-identity-bcdfg", "linkerd-identity", "net-4"),
                    new Pod("linkerd", "linkerd-destination-bcdfg", "linkerd-destination", "net-5"));
        }

        @Override
        public String page(Pod pod, int port, String path, Duration patience) {
            asked.add(pod.network() + ":" + port + " " + patience);
            return "up{authority=\"web.shop:80\",direction=\"inbound\"} 1\n";
        }

        @Override
        public List<X509Certificate> shown(Pod pod, String name, Duration patience) {
            throw new AssertionError(pod + " is asked for a certificate");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "json"})
    void policyOfAPodIsPrintedWithItsReasons(String output) {
        answer = POLICY;
        assertThat(run("policy", "-n", "shop", "pod/web-bcdfg", "8080", "-o", output))
                .isZero();

        assertThat(asked).containsExactly("/api/v1/inbound-policy?namespace=shop&workload=web-bcdfg&port=8080");
        Golden.check(getClass(), "policy." + output + ".txt", printed.out());
    }

    @Test
    void policyOfAServiceIsAskedForOnBehalfOfTheTokensNamespace() {
        answer = POLICY;
        assertThat(run("policy", "-n", "shop", "svc/web", "80", "--token", "bank:curl"))
                .isZero();
        assertThat(asked).containsExactly("/api/v1/outbound-policy?target=web.shop.svc%3A80&namespace=bank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json"})
    void endpointsArePrinted(String output) {
        answer = ENDPOINTS;
        assertThat(run("ep", "web.shop.svc.cluster.local:80", "-o", output)).isZero();

        assertThat(asked).containsExactly("/api/v1/endpoints?target=web.shop.svc.cluster.local%3A80");
        Golden.check(getClass(), "endpoints." + output + ".txt", printed.out());
    }

    @Test
    void serviceWithoutEndpointsSaysSoToTheHumanAndNothingElse() {
        answer = "[]";
        assertThat(run("endpoints", "web.shop.svc.cluster.local:80")).isZero();
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).isEqualTo("No endpoints found.\n");
    }

    @Test
    void profileIsPrintedAsItCame() {
        answer = "{\"fullyQualifiedName\":\"web.shop.svc.cluster.local\"}";
        assertThat(run("profile", "10.96.0.9:80")).isZero();
        assertThat(asked).containsExactly("/api/v1/profile?target=10.96.0.9%3A80&namespace=default");
        Golden.check(getClass(), "profile.json.txt", printed.out());
    }

    @Test
    void metricsOfEverySidecarOfADeploymentArePrintedUnderItsName() {
        assertThat(run("proxy-metrics", "-n", "shop", "deploy/web")).isZero();
        assertThat(asked).containsExactly("net-1:4191 PT5S", "net-2:4191 PT5S");
        Golden.check(getClass(), "proxy-metrics.txt", printed.out());
    }

    @Test
    void obfuscatedMetricsTellNeitherClientsNorServers() {
        assertThat(run("proxy-metrics", "-n", "shop", "web-bcdfg", "--obfuscate"))
                .isZero();
        assertThat(printed.out())
                .isEqualTo("# POD web-bcdfg (1 of 1)\nup{authority=\"0b5893ba\",direction=\"inbound\"} 1\n");
    }

    @Test
    void metricsOfTheControlPlaneArePrintedByContainer() {
        assertThat(run("cp-metrics", "-w", "PT7S")).isZero();
        assertThat(asked).containsExactly("net-4:8086 PT7S", "net-4:4191 PT7S", "net-5:8086 PT7S", "net-5:4191 PT7S");
        Golden.check(getClass(), "controller-metrics.txt", printed.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json"})
    void sidecarsThatHaveNotFollowedTheAnchorsAreNamedAndTheEndIsOne(String output) {
        viz.add(BEHIND);
        assertThat(run("anchors", "-o", output)).isEqualTo(1);

        Golden.check(getClass(), "anchors." + output + ".txt", printed.out());
    }

    @Test
    void gateOpensOnceEverySidecarHasFollowed() {
        viz.addAll(List.of(BEHIND, BEHIND, FOLLOWED));

        assertThat(run("anchors", "--wait", "PT1M")).isZero();
        assertThat(asked).hasSize(3);
        assertThat(printed.err()).contains("In force: 2 anchors, version 0123456789ab.");
    }

    @Test
    void gateStaysShutWhenTheTimeIsOver() {
        viz.add(BEHIND);

        assertThat(run("anchors", "--wait", "PT12S")).isEqualTo(1);
        assertThat(asked).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T12:00:00Z,0", "2026-01-31T12:00:01Z,1"})
    void leavesOfTheTimeBeforeTheNewIssuerKeepTheGateShut(String since, int end) {
        viz.add(FOLLOWED);

        assertThat(run("anchors", "--renewed-since", since)).isEqualTo(end);
        assertThat(printed.out().contains("leaf not renewed")).isEqualTo(end == 1);
    }

    @Test
    void sidecarsThatMayBeMissingKeepTheGateShut() {
        viz.add(FOLLOWED.replace("true,\"proxies\"", "false,\"proxies\""));

        assertThat(run("anchors")).isEqualTo(1);
        assertThat(printed.err()).contains("sidecars may be missing");
    }

    @Test
    void identityServiceWithoutAnchorsKeepsTheGateShut() {
        answer = "{\"version\":\"\",\"anchors\":[]}";
        viz.add(FOLLOWED);

        assertThat(run("anchors")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "policy deploy/web 80,give pod/NAME or service/NAME",
        "policy pod/web,Missing required parameter",
        "endpoints,Missing required parameter",
        "endpoints nowhere.shop.svc.cluster.local,there is no Service shop/nowhere",
        "proxy-metrics -n shop pod/nobody,there is no pod of pod/nobody in namespace shop",
        "proxy-metrics svc/web,give pod/NAME or deploy/NAME"
    })
    void whatCannotBeAnsweredEndsWithOneAndSaysWhy(String line, String why) {
        assertThat(run(line.split(" "))).isEqualTo(1);
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).contains(why);
    }

    private int run(String... arguments) {
        CommandLine line = DiagnosticsCommand.of(
                printed.console(), directory -> new Inside(), () -> nanos, pause -> nanos += pause.toNanos());
        return line.setParameterExceptionHandler((e, all) -> fail(e))
                .setExecutionExceptionHandler((e, failed, parsed) -> fail(e))
                .execute(arguments);
    }

    private int fail(Exception e) {
        printed.console().error(String.valueOf(e.getMessage()));
        return 1;
    }
}
