package io.weft.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.machine.MachineException;
import io.weft.testkit.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TopCommandTest {
    private final Printed printed = new Printed();
    private final List<TapQuestion> asked = new ArrayList<>();

    private int run(TapSource source, String... arguments) {
        return new CommandLine(new TopCommand(printed.console(), place -> source))
                .setParameterExceptionHandler((e, all) -> {
                    printed.console().error(String.valueOf(e.getMessage()));
                    return 1;
                })
                .setExecutionExceptionHandler((e, line, all) -> {
                    printed.console().error(String.valueOf(e.getMessage()));
                    return 1;
                })
                .execute(arguments);
    }

    private void traffic(TapQuestion question, Consumer<TapEvent> events) {
        asked.add(question);
        Traffic traffic = new Traffic(events);
        traffic.request("web", "catalog", "GET", "/items", 200, 12_300);
        traffic.request("web", "catalog", "GET", "/items", 503, 1_250_000);
        traffic.request("web", "catalog", "POST", "/items?a=\u001b[2J", 201, 850);
        traffic.request("batch", "catalog", "GET", "/items", 200, 4_000);
    }

    @ParameterizedTest
    @CsvSource({
        "table,",
        "routes,  --routes",
        "nosource,--hide-sources",
        "best,    --sort best",
        "filter,  --filter batch",
    })
    void whereThereIsNoTerminalTheTableIsPrinted(String name, String option) {
        List<String> arguments = new ArrayList<>(List.of("-n", "shop"));
        if (option != null) {
            arguments.addAll(List.of(option.split(" ", -1)));
        }
        assertThat(run(this::traffic, arguments.toArray(String[]::new))).isZero();

        Golden.check(getClass(), "top." + name + ".txt", printed.out());
    }

    @Test
    void theNamespaceIsMeantUnlessAnythingElseIs() {
        run(this::traffic, "-n", "shop");
        run(this::traffic, "-n", "shop", "deploy/web");

        assertThat(asked)
                .extracting(TapAnswer::path)
                .containsExactly(
                        "/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/tap",
                        "/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/deployments/web/tap");
    }

    @Test
    void whatWasSeenIsPrintedBeforeItIsSaidWhyThereIsNoMore() {
        int code = run((question, events) -> {
            traffic(question, events);
            throw new MachineException("viz-service ended the tap");
        });

        assertThat(code).isEqualTo(1);
        assertThat(printed.out()).contains("/items");
        assertThat(printed.err()).contains("viz-service ended the tap");
    }
}
