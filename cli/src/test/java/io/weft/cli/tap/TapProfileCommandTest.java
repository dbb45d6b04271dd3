package io.weft.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.KubernetesYaml;
import io.weft.cli.output.ShortDuration;
import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.ResourceReader;
import io.weft.testkit.golden.Golden;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** cli, 9.5. */
class TapProfileCommandTest {
    private final Printed printed = new Printed();
    private final List<TapQuestion> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "json"})
    void requestsThatAreReceivedAreRoutesByNameEachOnce(String form) {
        int code = run(
                events -> new Traffic(events)
                        .by(TapEvent.Direction.INBOUND)
                        .request("web", "shop", "POST", "/cart", 200, 5)
                        .request("web", "shop", "GET", "/items?page=2", 200, 5)
                        .request("web", "shop", "GET", "/items?page=3", 503, 5)
                        .request("web", "shop", "GET", "/a+b/{c}.json", 200, 5)
                        .by(TapEvent.Direction.OUTBOUND)
                        .request("shop", "store", "GET", "/elsewhere", 200, 5),
                "-n",
                "shop",
                "--tap",
                "deploy/shop",
                "-o",
                form,
                "shop");

        assertThat(code).isZero();
        Golden.check(getClass(), "profile." + form + ".txt", printed.out());
        assertThat(new ResourceReader().read(KubernetesYaml.read(printed.out()).getFirst()))
                .isInstanceOf(Reading.Known.class);
    }

    @Test
    void theWorkloadIsAskedForInTheServicesNamespaceWithoutHeaders() {
        run(
                events -> new Traffic(events).by(TapEvent.Direction.INBOUND).begin("web", "shop", "GET", "/"),
                "-n",
                "shop",
                "--tap",
                "deploy/shop",
                "shop");

        assertThat(asked).hasSize(1);
        assertThat(TapAnswer.path(asked.getFirst()))
                .isEqualTo("/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/deployments/shop/tap");
        assertThat(asked.getFirst().headers()).isFalse();
        assertThat(asked.getFirst().maxRps()).isEqualTo(100);
    }

    @Test
    void withAsManyRoutesAsAreEnoughItDoesNotWait() {
        CountDownLatch never = new CountDownLatch(1);
        int code = run(
                events -> {
                    new Traffic(events)
                            .by(TapEvent.Direction.INBOUND)
                            .begin("web", "shop", "GET", "/1")
                            .begin("web", "shop", "GET", "/2")
                            .begin("web", "shop", "GET", "/3");
                    await(never);
                },
                "--tap",
                "deploy/shop",
                "--tap-route-limit",
                "2",
                "--tap-duration",
                "1h",
                "shop");

        assertThat(code).isZero();
        assertThat(KubernetesYaml.read(printed.out())
                        .getFirst()
                        .at("/spec/routes")
                        .findValuesAsString("name"))
                .containsExactly("GET /1", "GET /2");
    }

    @Test
    void workloadThatReceivesNothingHasNoProfile() {
        assertThat(run(events -> {}, "--tap", "deploy/shop", "shop")).isEqualTo(1);
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).contains("deploy/shop received no request within 5s");
    }

    @Test
    void whyNothingCanBeSeenIsSaid() {
        int code = run(
                events -> {
                    throw new MachineException("ann may not watch deployments/tap");
                },
                "--tap",
                "deploy/shop",
                "shop");

        assertThat(code).isEqualTo(1);
        assertThat(printed.err()).contains("ann may not watch deployments/tap");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "shop                                          | --tap",
                "--tap all shop                                | 'all' cannot be looked at",
                "--tap deploy/shop Shop                        | 'Shop' is no name of a service",
                "--tap deploy/shop --tap-route-limit 0 shop    | --tap-route-limit must be positive",
            })
    void whatMakesNoSenseIsSaid(String arguments, String why) {
        assertThat(run(events -> {}, arguments.split(" "))).isEqualTo(1);
        assertThat(printed.err()).contains(why);
        assertThat(asked).isEmpty();
    }

    @Test
    void theClusterSaysItsDomain() {
        FakeCluster cluster = new FakeCluster().apply("""
                {kind: ConfigMap, apiVersion: v1, metadata: {name: linkerd-config, namespace: mesh},
                 data: {values: "clusterDomain: mesh.example"}}
                """);

        assertThat(new ClusterTap(cluster, "mesh").clusterDomain()).isEqualTo("mesh.example");
    }

    private int run(Consumer<Consumer<TapEvent>> traffic, String... arguments) {
        return new CommandLine(new TapProfileCommand(printed.console(), place -> (question, events) -> {
                    asked.add(question);
                    traffic.accept(events);
                }))
                .setParameterExceptionHandler((e, all) -> {
                    printed.console().error(String.valueOf(e.getMessage()));
                    return 1;
                })
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    printed.console().error(String.valueOf(e.getMessage()));
                    return 1;
                })
                .registerConverter(Duration.class, ShortDuration::parse)
                .execute(arguments);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
