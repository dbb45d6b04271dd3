package io.weft.cli.inject;

import io.weft.cli.output.Console;
import io.weft.injection.Uninjection;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes sidecars, and what asks for them, out of manifests.
 *
 * @see "cli, 5; injection, 9"
 */
@Command(
        name = "uninject",
        description = "Take the sidecar, and what asks for one, out of manifests.",
        footer = {"", "Example:", "  kubectl get deploy -o yaml | linkerd uninject - | kubectl apply -f -"})
public final class UninjectCommand implements Callable<Integer> {
    private final Console console;
    private final InputStream input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    @Parameters(arity = "1", paramLabel = "FILE", description = "A file, a folder, or - for standard input.")
    @SuppressWarnings("NullAway.Init") // required
    private String file;

    public UninjectCommand(Console console) {
        this(console, System.in);
    }

    UninjectCommand(Console console, InputStream input) {
        this.console = console;
        this.input = input;
    }

    @Override
    public Integer call() {
        InjectReport report = new InjectReport();
        report.supported();
        List<JsonNode> changed =
                new ManifestChange(UninjectCommand::uninject).apply(ManifestFiles.read(file, input), report);
        output.print(changed, console);
        report.print(console);
        return 0;
    }

    private static ObjectNode uninject(ObjectNode document, InjectReport report) {
        Optional<ObjectNode> without = Uninjection.uninject(document);
        report.outcome(document, without.isPresent() ? "uninjected" : "skipped");
        return without.orElse(document);
    }
}
