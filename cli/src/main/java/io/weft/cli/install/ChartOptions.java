package io.weft.cli.install;

import io.weft.cli.output.KubernetesYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Values of a chart as Helm takes them; mix it in. */
final class ChartOptions {
    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "A value of the chart; may be repeated.")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--set-string",
            paramLabel = "PATH=TEXT",
            description = "A value that is text whatever it looks like.")
    private List<String> setString = new ArrayList<>();

    @Option(names = "--set-file", paramLabel = "PATH=FILE", description = "A value that stands in a file.")
    private List<String> setFile = new ArrayList<>();

    @Option(
            names = {"-f", "--values"},
            paramLabel = "FILE",
            description = "Values of the chart as YAML; may be repeated.")
    private List<Path> files = new ArrayList<>();

    /**
     * Lays what was given over {@code values}: files first, then {@code flags}, then {@code --set} and its kin.
     *
     * @param flags values for which a command has options of their own
     * @throws IllegalArgumentException if an assignment has no form
     * @throws io.weft.cli.machine.MachineException if a file is no YAML
     */
    void lay(ObjectNode values, ObjectNode flags) {
        for (Path file : files) {
            KubernetesYaml.read(text(file)).forEach(each -> ValueLayers.lay(values, each));
        }
        ValueLayers.lay(values, flags);
        set.forEach(each -> SetOption.lay(values, each, true));
        setString.forEach(each -> SetOption.lay(values, each, false));
        for (String each : setFile) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + each + "' is no assignment: PATH=FILE is");
            }
            ValueLayers.put(values, each.substring(0, equals), text(Path.of(each.substring(equals + 1))));
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
