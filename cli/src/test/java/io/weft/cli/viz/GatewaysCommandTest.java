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

/** cli, 10. */
class GatewaysCommandTest {
    private static final String NONE = "{\"ok\":{\"gatewaysTable\":{\"rows\":[]}}}";

    private final Printed printed = new Printed();
    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"table", "json"})
    void gatewaysAreALineEach(String output) {
        assertThat(run(Canned.text("gateways.json"), "-o", output)).isZero();

        assertThat(asked).containsExactly("/api/gateways?window=1m");
        Golden.check(getClass(), "gateways." + output + ".txt", printed.out());
    }

    @Test
    void clusterAndWindowArePassedOn() {
        assertThat(run(NONE, "--cluster-name", "west", "-t", "30s")).isZero();
        assertThat(asked).containsExactly("/api/gateways?remoteClusterName=west&window=30s");
    }

    @Test
    void whereNothingIsMirroredItSaysSoToTheHuman() {
        assertThat(run(NONE)).isZero();
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).isEqualTo("No gateways found.\n");
    }

    @Test
    void noGatewaysAreAnEmptyJsonArray() {
        assertThat(run(NONE, "-o", "json")).isZero();
        assertThat(printed.out()).isEqualTo("[ ]\n");
    }

    private int run(String answer, String... arguments) {
        return new CommandLine(new GatewaysCommand(printed.console(), place -> question -> {
                    asked.add(question);
                    return answer;
                }))
                .execute(arguments);
    }
}
