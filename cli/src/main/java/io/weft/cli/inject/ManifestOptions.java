package io.weft.cli.inject;

import io.weft.cli.output.Console;
import java.io.InputStream;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What a command that changes manifests reads, and how it writes what came of them. */
final class ManifestOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    @Parameters(arity = "1", paramLabel = "FILE", description = "A file, a folder, or - for standard input.")
    @SuppressWarnings("NullAway.Init") // required
    private String file;

    /** Manifests to standard output, the report to standard error. */
    void change(ManifestChange change, InjectReport report, InputStream input, Console console) {
        List<JsonNode> changed = change.apply(ManifestFiles.read(file, input), report);
        output.print(changed, console);
        report.print(console);
    }
}
