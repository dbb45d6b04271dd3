package io.weft.cli.inject;

import io.weft.cli.output.Console;
import io.weft.injection.Uninjection;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final ManifestOptions manifests = new ManifestOptions();

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
        manifests.change(new ManifestChange(UninjectCommand::uninject), report, input, console);
        return 0;
    }

    private static ObjectNode uninject(ObjectNode document, InjectReport report) {
        Optional<ObjectNode> without = Uninjection.uninject(document);
        report.outcome(document, without.isPresent() ? "uninjected" : "skipped");
        return without.orElse(document);
    }
}
