package io.weft.cli.install;

import com.marcnuri.helm.Helm;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.KubernetesYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The charts that came with this command, rendered by Helm itself, without a cluster. */
final class BundledCharts {
    static final String CONTROL_PLANE = "linkerd-control-plane";
    static final String CRDS = "linkerd-crds";
    private static final String KUBERNETES =
            "v1.34.0"; // what charts are told of; nothing depends on more than their minimum

    private BundledCharts() {}

    /** The text of a file of a chart. */
    static String file(String chart, String name) {
        try (var stream = BundledCharts.class.getResourceAsStream("charts/" + chart + "/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The objects of a chart, in the order they are to be applied.
     *
     * @param overrides laid over the chart's own values
     * @throws MachineException with what the chart says is wrong
     */
    static List<JsonNode> render(String chart, String namespace, ObjectNode overrides) {
        return render(chart, namespace, overrides, System.getenv());
    }

    static List<JsonNode> render(
            String chart, String namespace, ObjectNode overrides, Map<String, String> environment) {
        ObjectNode values = chart.equals(CRDS) ? overrides : ImageVersion.over(overrides, environment);
        try {
            Path folder = Files.createTempDirectory("weft-charts");
            try {
                unpack(folder);
                Path file = Files.writeString(folder.resolve("overrides.yaml"), KubernetesYaml.write(List.of(values)));
                return KubernetesYaml.read(new Helm(folder.resolve(chart))
                        .template()
                        .withName(chart.equals(CONTROL_PLANE) ? "linkerd" : chart)
                        .withNamespace(namespace)
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(file)
                        .call());
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException refused) {
            throw new MachineException(reason(String.valueOf(refused.getMessage())), refused);
        }
    }

    /** What comes after Helm's own account of where in the chart it was. */
    private static String reason(String message) {
        String line = message.strip();
        int call = line.lastIndexOf("error calling fail: ");
        return call < 0 ? line : line.substring(call + "error calling fail: ".length());
    }

    private static void unpack(Path folder) throws IOException {
        try {
            URI charts = Objects.requireNonNull(BundledCharts.class.getResource("charts"), "charts")
                    .toURI();
            if (charts.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(charts, Map.of())) {
                    copy(jar.getPath("/" + BundledCharts.class.getPackageName().replace('.', '/'), "charts"), folder);
                }
            } else {
                copy(Path.of(charts), folder);
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
