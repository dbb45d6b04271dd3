package io.weft.cli.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.testkit.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RouteStatCommandsTest {
    private final Printed printed = new Printed();
    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"inbound, table", "inbound, json", "outbound, table", "outbound, json"})
    void rowsAreAsWritten(String side, String output) {
        assertThat(run(side, Canned.text("stat-" + side + ".answer.json"), "-n", "shop", "deploy/web", "-o", output))
                .isZero();

        assertThat(asked)
                .containsExactly(
                        "/api/stat-" + side + "?resource_type=deployment&resource_name=web&namespace=shop&window=1m");
        Golden.check(getClass(), "stat-" + side + "." + output + ".txt", printed.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbound", "outbound"})
    void withoutRequestsThereIsNoTable(String side) {
        run(side, "{\"ok\":{\"rows\":[]}}", "ns/shop", "-t", "30s");

        assertThat(asked)
                .containsExactly("/api/stat-" + side + "?resource_type=namespace&resource_name=shop&window=30s");
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).contains("No " + side + " requests found.");
    }

    private int run(String side, String answer, String... arguments) {
        VizApi api = path -> {
            asked.add(path);
            return answer;
        };
        Object command = side.equals("inbound")
                ? new StatInboundCommand(printed.console(), directory -> api)
                : new StatOutboundCommand(printed.console(), directory -> api);
        return new CommandLine(command).execute(arguments);
    }
}
