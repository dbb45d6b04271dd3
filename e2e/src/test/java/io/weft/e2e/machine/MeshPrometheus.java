package io.weft.e2e.machine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus that runs in a mesh as docs/prometheus says. */
final class MeshPrometheus {
    /** What {@code linkerd up --prometheus-url} is told. */
    static final String URL = "http://prometheus.linkerd-viz.svc.cluster.local:9090";

    private static final Duration START = Duration.ofSeconds(60);

    private final MeshOnOneMachine mesh;
    private final Command workload;

    private MeshPrometheus(MeshOnOneMachine mesh, Command workload) {
        this.mesh = mesh;
        this.workload = workload;
    }

    /** Whether there is one on this machine; CI installs it. */
    static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
    }

    /** How it scrapes, as docs/prometheus says it for one machine; its rules are found from wherever this is written to. */
    static String configuration() {
        Path folder =
                Machine.dist().resolve("../docs/prometheus").toAbsolutePath().normalize();
        try {
            return Files.readString(folder.resolve("one-machine.yml"))
                    .replace("[rules.yml]", '[' + folder.resolve("rules.yml").toString() + ']');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one and waits until it scrapes all sidecars of the control plane. {@code data} is an empty folder. */
    static MeshPrometheus start(MeshOnOneMachine mesh, Path data) {
        return start(mesh, data, configuration());
    }

    /** As {@link #start(MeshOnOneMachine, Path)}, with a configuration of the caller's. */
    static MeshPrometheus start(MeshOnOneMachine mesh, Path data, String configuration) {
        Path file = data.resolve("prometheus.yml");
        try {
            Files.writeString(file, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Command workload = mesh.run(
                "-n",
                "linkerd-viz",
                "--name",
                "prometheus",
                "--port",
                "9090",
                "--service",
                "--inject",
                "disabled",
                "--",
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + data.resolve("tsdb"));
        mesh.awaitReady(workload);
        MeshPrometheus prometheus = new MeshPrometheus(mesh, workload);
        Patience.until(
                START,
                () -> prometheus.number("sum(up{job=\"linkerd-proxy\"})").orElse(0.0) >= 4
                        && prometheus
                                        .number("sum(up{job=\"linkerd-controller\"})")
                                        .orElse(0.0)
                                >= 4,
                () -> prometheus.ask("up") + "\n" + workload.output());
        return prometheus;
    }

    /** The first value of the answer; empty if there is none. */
    Optional<Double> number(String query) {
        return result(query)
                .valueStream()
                .findFirst()
                .map(series -> Double.parseDouble(series.at("/value/1").asString()));
    }

    /** What the answer consists of. */
    JsonNode result(String query) {
        String answer = ask(query);
        String json = answer.substring(0, Math.max(0, answer.lastIndexOf('\n')));
        return json.startsWith("{")
                ? JsonMapper.shared().readTree(json).at("/data/result")
                : JsonMapper.shared().createArrayNode();
    }

    /** Body and status. */
    String ask(String query) {
        return mesh.get(workload, "http://127.0.0.1:9090/api/v1/query", "-G", "--data-urlencode", "query=" + query);
    }

    /** What it reads at an address that it scrapes, and the status. */
    String metrics(String instance) {
        return mesh.get(workload, "http://" + instance + "/metrics");
    }
}
