package io.weft.cli.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.output.KubernetesYaml;
import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.ResourceReader;
import io.weft.testkit.golden.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** cli, 9.5. */
class AllowScrapesCommandTest {
    private final Printed printed = new Printed();
    private final FakeCluster cluster = new FakeCluster();

    @Test
    void prometheusMayReadMetricsAndAKubeletMayProbe() {
        cluster.apply("{apiVersion: v1, kind: Namespace, metadata: {name: seen, labels: {linkerd.io/extension: viz}}}");

        assertThat(run("-n", "shop")).isZero();
        Golden.check(getClass(), "allow-scrapes.txt", printed.out());
    }

    @Test
    void theMeshTakesAllOfIt() {
        assertThat(run("-n", "shop", "--viz-namespace", "elsewhere")).isZero();

        assertThat(KubernetesYaml.read(printed.out()))
                .hasSize(6)
                .allSatisfy(each -> assertThat(new ResourceReader().read(each)).isInstanceOf(Reading.Known.class));
        assertThat(printed.out()).contains("namespace: elsewhere\n").doesNotContain("@");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "-n shop                          | viz is not in this cluster",
                "-n a/b --viz-namespace seen      | 'a/b' is no name of a namespace",
                "-n shop --viz-namespace a/b      | 'a/b' is no name of a namespace",
            })
    void whatMakesNoSenseIsSaidAndNothingPrinted(String arguments, String why) {
        assertThat(run(arguments.split(" "))).isEqualTo(1);
        assertThat(printed.err()).contains(why);
        assertThat(printed.out()).isEmpty();
    }

    private int run(String... arguments) {
        return new CommandLine(new AllowScrapesCommand(printed.console(), options -> cluster))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    printed.console().error(String.valueOf(e.getMessage()));
                    return 1;
                })
                .execute(arguments);
    }
}
